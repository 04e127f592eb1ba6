"""`{{ refused.message|said }}`: what the layers below the pages said, in the language of the page."""

from django import template

from tumbuh.web import saying

register = template.Library()


@register.filter
def said(text: object) -> object:
    """Return a text in the language of the page; what is no text stays what it is."""
    return saying.said(str(text)) if text and not hasattr(text, "__html__") else text
