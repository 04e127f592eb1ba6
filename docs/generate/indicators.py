"""The catalogue of figures."""

from docs.generate.markdown import table
from tumbuh.analytics.catalogue import INDICATORS

HEAD = """
Each figure is one file of expressions ([ADR 7](../../adr/0007-figures-in-narwhals.md)), has a page of its own with a
worked example, and opens to the rows of its numerator and denominator. `version` rises when the formula changes.

"""


def indicators_page() -> str:
    """Return the figures with their definitions."""
    rows = [
        (f"[{one.title}]({one.id}.md)", one.version, one.numerator, one.denominator, one.unit, one.law)
        for one in INDICATORS.values()
    ]
    return HEAD + table(("Figure", "Version", "Numerator", "Denominator", "Unit", "Law"), rows)
