"""The settings of an installation: every variable of the environment that our code reads."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from docs.generate.markdown import table
from docs.generate.walking import trees

HEAD = """
Tumbuh needs no setting to run on one machine. These variables of the environment change where things live, who may call
and which keys are used; nothing else does. They are read once, when a process starts.

"""


@dataclass(frozen=True)
class Variable:
    """One variable of the environment."""

    name: str
    default: str
    meaning: str
    example: str


VARIABLES = (
    Variable(
        "DATABASE_URL",
        "our own server under `var/postgres`",
        "Any PostgreSQL, version 15 or newer. Parameters of libpq may follow after `?`. Needs nothing from contrib.",
        "`postgresql://tumbuh:secret@db:5432/tumbuh?sslmode=require`",
    ),
    Variable(
        "LEDGER_URL",
        "`var/ledger`",
        "Where the Delta table of sale lines lives: a folder, or an object store with its credentials in the usual "
        "variables of delta-rs.",
        "`s3://tumbuh/ledger`",
    ),
    Variable(
        "LEDGER_ENGINE",
        "`duckdb`",
        "What computes figures: `duckdb` inside our processes, `spark://host:port` or Spark Connect `sc://host`. Spark "
        "needs the package `pyspark`.",
        "`sc://spark:15002`",
    ),
    Variable(
        "SECRET_KEY",
        "made once, `var/secrets/secret_key`",
        "Signs sessions and links. Changing it signs everybody out.",
        "60 random characters",
    ),
    Variable(
        "FIELD_KEY",
        "made once, `var/secrets/field_key`",
        "Fernet keys of the national ids, newest first, with commas between. Losing it loses the ids. "
        "See [change keys](../how-to/change-keys.md).",
        "the output of `Fernet.generate_key()`",
    ),
    Variable(
        "SEAL_KEY",
        "made once, `var/secrets/seal_key`",
        "Seals the trail. Never changed, because old seals need it ([ADR 5](../adr/0005-audit-by-triggers.md)).",
        "60 random characters",
    ),
    Variable(
        "TUMBUH_HOSTS",
        "`localhost,127.0.0.1,[::1]`",
        "Host names that the pages answer to, with commas between.",
        "`tumbuh.example.go.id`",
    ),
    Variable(
        "TUMBUH_HTTPS",
        "off",
        "`1` behind a proxy that speaks HTTPS and sets `X-Forwarded-Proto`: cookies only over HTTPS, and HSTS.",
        "`1`",
    ),
    Variable(
        "TUMBUH_URL",
        "`http://localhost:8000`",
        "The address that people reach the pages by. It stands in mails and in the square codes on documents, so set "
        "it before the first document is made: what is printed stays.",
        "`https://tumbuh.example.go.id`",
    ),
    Variable(
        "TUMBUH_DEBUG", "off", "`1` shows errors in full to whoever meets them. Never where others can reach it.", "`1`"
    ),
    Variable(
        "PORT",
        "`8000`; the next free one if it is taken",
        "Port of the pages for `tumbuh serve` and `tumbuh run`. A port that was asked for and is taken is refused.",
        "`8080`",
    ),
)


# Variables of other programs, which set nothing of ours.
OF_OTHERS = {"PYTHONPATH": "where our own children look for modules"}


def settings_page() -> str:
    """Return the table of all variables."""
    rows = [(f"`{one.name}`", one.default, one.meaning, one.example) for one in VARIABLES]
    return HEAD + table(("Variable", "Default", "Meaning", "Example"), rows)


def variables_read() -> set[str]:
    """Return the names of all variables that our code reads, found in its syntax trees."""
    return {name for _, tree in trees() for name in _read(tree)}


def read_in(text: str) -> set[str]:
    """Return the names of the variables that a module's text reads."""
    return set(_read(ast.parse(text)))


def _read(tree: ast.Module) -> Iterator[str]:
    """Yield NAME of os.environ.get("NAME"), os.environ["NAME"], "NAME" in os.environ, getenv, secret and envvar."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and _called(node.func) in {"environ.get", "os.getenv", "secret"}:
            yield from _text(node.args[0])
        elif isinstance(node, ast.Subscript) and _called(node.value) == "os.environ" and isinstance(node.ctx, ast.Load):
            yield from _text(node.slice)
        elif isinstance(node, ast.Compare) and any(_called(one) == "os.environ" for one in node.comparators):
            yield from _text(node.left)
        elif isinstance(node, ast.keyword) and node.arg == "envvar":
            yield from _text(node.value)


def _called(node: ast.expr) -> str:
    return ".".join(ast.unparse(node).split(".")[-2:])


def _text(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
