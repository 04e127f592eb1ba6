"""
Months and quarters of a page in its language.

`kernel.periods` writes them in Bahasa Indonesia, and so do documents, messages and the trail. A page in another
language shows hundreds of them, from every layer; they are replaced once, where the page is finished: in its text only,
beside a day or a year ("24 Mei", "Mei 2026", "Triwulan II 2026"), never in an attribute or in what a person is typing.
"""

import re
from functools import lru_cache

from django.utils.translation import gettext

from tumbuh.kernel.periods import MONTH_NAMES

_SHORT = 3  # signs of a month below a chart
# What is kept as it is: tags with their attributes, and the text of what is typed or run.
_KEPT = re.compile(r"(<(textarea|script|style)\b.*?</\2\s*>|<[^>]*>)", re.DOTALL | re.IGNORECASE)
_NAMES = "|".join([*MONTH_NAMES, *(name[:_SHORT] for name in MONTH_NAMES)])
_MONTH = re.compile(rf"\b(?:(?<=\d )({_NAMES})|({_NAMES})(?= \d))\b")
_QUARTER = re.compile(r"\bTriwulan(?= (?:I{1,3}|IV) \d{4}\b)")


def in_language(page: str) -> str:
    """Return the HTML of a page with its months and quarters in the active language."""
    parts = _KEPT.split(page)  # text, what is kept, its tag or None, text, …
    tags = ["", *parts[1::3]]
    parts[::3] = (
        _of_chart(text) if tag.startswith("<text") else _replaced(text)
        for tag, text in zip(tags, parts[::3], strict=True)
    )
    del parts[2::3]
    return "".join(parts)


def _of_chart(text: str) -> str:
    """Return a text of a drawing: below an axis a month stands by itself."""
    return _names(gettext(MONTH_NAMES[0])).get(text) or _replaced(text)


def _replaced(text: str) -> str:
    if not any(map(str.isdigit, text)):
        return text
    text = _MONTH.sub(lambda found: _names(gettext(MONTH_NAMES[0]))[found[0]], text)
    return _QUARTER.sub(gettext("Triwulan"), text)


@lru_cache(maxsize=4)
def _names(first: str) -> dict[str, str]:  # by what the first month is called: once for each language
    del first
    full = {name: gettext(name) for name in MONTH_NAMES}
    return {name[:_SHORT]: other[:_SHORT] for name, other in full.items()} | full
