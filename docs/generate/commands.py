"""The `tumbuh` command, as its own help tells it."""

from collections.abc import Iterator
from typing import Any

import typer

from docs.generate.markdown import table
from tumbuh.cli.main import application

HEAD = """
`.venv/bin/tumbuh`, after `make setup`. Every command says the same with `--help`. It answers in Bahasa Indonesia,
because officers run it as well.

Exit codes: 0 done · 1 something is wrong (for `doctor`: a problem was found) · 2 refused or called wrongly, with a
message that says what to do.

"""


def commands_page() -> str:
    """Return every command with its arguments, options and example."""
    return HEAD + "\n".join(_described(path, command) for path, command in commands())


def commands() -> Iterator[tuple[str, Any]]:
    """Yield (path as typed, command) of every command that does something."""
    yield from _below("tumbuh", typer.main.get_command(application()))


def _below(path: str, command: Any) -> Iterator[tuple[str, Any]]:
    children = getattr(command, "commands", None)
    if children is None:
        yield path, command
        return
    for name, child in sorted(children.items()):
        yield from _below(f"{path} {name}", child)


def _described(path: str, command: Any) -> str:
    parts = [f"## `{path}`", (command.help or "").strip()]
    rows = [_row(parameter) for parameter in command.params if not getattr(parameter, "hidden", False)]
    if rows:
        parts.append(table(("", "Default", "Meaning"), rows).rstrip())
    if command.epilog:
        parts.append(command.epilog.strip())
    return "\n\n".join(parts) + "\n"


def _row(parameter: Any) -> tuple[str, str, str]:
    is_option = parameter.param_type_name == "option"  # typer brings its own copy of click, so no isinstance
    name = " ".join(f"`{one}`" for one in parameter.opts) if is_option else f"`{parameter.name.upper()}`"
    default = "required" if parameter.required else _default(parameter)
    return name, default, str(getattr(parameter, "help", "") or "")


def _default(parameter: Any) -> str:
    if parameter.default is None or parameter.default is False or callable(parameter.default):
        return "–"
    return f"`{parameter.default}`" if parameter.default != "" else "–"
