"""How private a field is. Every model field carries one of these marks, in its app's `privacy.py`."""

from enum import StrEnum


class Mark(StrEnum):
    """What may be done with a field's value."""

    PERSONAL = "personal"  # tells who a person is; masked on screen, never public
    SENSITIVE = "sensitive"  # personal finance and the like (UU PDP 27/2022 art. 4); stricter than personal
    INTERNAL = "internal"  # for officers; no person's secret
    PUBLIC = "public"  # may be published as it is
