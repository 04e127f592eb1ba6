"""The events of the trail."""

import ast
from collections import defaultdict

from docs.generate.markdown import codes, table
from docs.generate.walking import trees

HEAD = """
What the trail records, one event per act, written in the act's own transaction and never changed
([ADR 5](../adr/0005-audit-by-triggers.md)). No personal data is in it.

"""


# `audit.record` itself, and functions of an app that every act of it ends with; their first argument is the event.
_RECORDERS = {"audit.record", "record", "acting.finish"}


def events_page() -> str:
    """Return every event with the modules that record it."""
    rows = [(f"`{event}`", codes(sorted(names))) for event, names in sorted(events().items())]
    return HEAD + table(("Event", "Recorded by"), rows)


def events() -> dict[str, set[str]]:
    """Return {event: modules} of the calls of `audit.record`, and of what an app hands its events on by."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in _RECORDERS and node.args:
                for event in _texts(node.args[0]):
                    found[event].add(name)
    return dict(found)


def _texts(node: ast.expr) -> list[str]:
    return [one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)]
