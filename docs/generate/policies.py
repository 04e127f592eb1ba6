"""The rules of law that the code obeys."""

from docs.generate.markdown import table
from tumbuh.reference.policies import all_rules

HEAD = """
From `policies/*.toml` ([ADR 13](../adr/0013-law-as-dated-data.md)). An object is judged by the rule in force on its own
day. *found*: in a source that was read; *known*: widely known, not verified yet.
"""


def policies_page() -> str:
    """Return every rule with its days, source and certainty."""
    heads = ("Rule", "Value", "Unit", "From", "To", "Source", "Certainty")
    parts = [HEAD]
    for name, keys in sorted(all_rules().items()):
        rows = [
            (f"`{key}`", rule.value, rule.unit, rule.valid_from, rule.valid_to or "–", rule.source, rule.certainty)
            for key, rules in sorted(keys.items())
            for rule in rules
        ]
        parts += [f"\n## `{name}`\n\n", table(heads, rows)]
    return "".join(parts)
