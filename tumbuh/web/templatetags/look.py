"""What the component `field` asks of a form's field: its kind, and its control with our classes."""

from django import forms, template
from django.forms import BoundField
from django.utils.safestring import SafeString

register = template.Library()

_SELECTS = (forms.Select, forms.SelectMultiple)
_GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


@register.filter
def is_check(field: BoundField) -> bool:
    """Return whether the field is one box to tick, whose label stands behind it."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def is_group(field: BoundField) -> bool:
    """Return whether the field is a group of boxes or buttons, each with a label of its own."""
    return isinstance(field.field.widget, _GROUPS)


@register.filter
def styled(field: BoundField) -> SafeString:
    """
    Return the control of a field with our classes beside its own, also for forms of others (allauth's).

    Django adds aria-describedby for help and errors and aria-invalid by itself. A placeholder is dropped: it vanishes
    when one types and says again what the label says.
    """
    widget = field.field.widget
    base = "form-check-input" if is_check(field) else "form-select" if _is_select(widget) else "form-control"
    classes = [*str(widget.attrs.get("class", "")).split(), base, *(["is-invalid"] if field.errors else [])]
    return field.as_widget(attrs={"class": " ".join(dict.fromkeys(classes)), "placeholder": False})


def _is_select(widget: forms.Widget) -> bool:
    return isinstance(widget, _SELECTS) and not isinstance(widget, _GROUPS)
