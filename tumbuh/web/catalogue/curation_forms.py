"""What a curator fills in: a score for each criterion, and reasons."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tumbuh.web.catalogue.offer_words import CRITERIA

_NUMBER = {"inputmode": "numeric"}
VERDICTS = {"pass": "passed", "return": "returned", "reject": "rejected"}


class JudgeForm(forms.Form):
    """The rubric of one offer. Scores may stay empty when it is not passed; reasons when it is."""

    reasons = forms.CharField(
        label=_("Alasan untuk penjual"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Wajib bila dikembalikan atau ditolak: apa yang kurang dan bagaimana memperbaikinya."),
    )

    def __init__(self, *args: Any, weights: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._weights = dict(weights)
        for code, weight in weights.items():
            words = {"name": CRITERIA.get(code, code), "weight": weight}
            label = gettext("%(name)s · %(weight)s %%") % words
            self.fields[f"score_{code}"] = forms.IntegerField(
                label=label,
                required=False,
                min_value=0,
                max_value=100,
                widget=forms.NumberInput({"inputmode": "numeric"}),
            )

    @property
    def score_fields(self) -> Iterable[BoundField]:
        """The fields of the scores, in the rubric's order."""
        return [self[f"score_{code}"] for code in self._weights]

    def scores(self) -> dict[str, int]:
        """Return the scores that were given."""
        found = {code: self.cleaned_data.get(f"score_{code}") for code in self._weights}
        return {code: score for code, score in found.items() if score is not None}


class ChangeDecisionForm(forms.Form):
    """Why a change is refused."""

    reasons = forms.CharField(
        label=_("Alasan untuk penjual"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Wajib bila ditolak."),
    )
