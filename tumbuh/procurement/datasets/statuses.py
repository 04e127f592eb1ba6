"""The words of the sources and what they mean to us, read from statuses.toml."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

_FILE = Path(__file__).with_name("statuses.toml")


@cache
def table() -> dict[str, Any]:
    """Return the whole table."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def method(text: pl.Expr) -> pl.Expr:
    """Return our word for a method; "other" for one that we do not know, null for none."""
    said = _key(text)
    return pl.when(said != "").then(said.replace_strict(table()["method"], default="other", return_dtype=pl.String))


def is_invalid_method(text: pl.Expr) -> pl.Expr:
    """Return whether the method is a known slip of the source."""
    return _key(text).is_in(list(table()["invalid_method"]))


def flag(name: str, text: pl.Expr) -> pl.Expr:
    """Return the truth of a status word (domestic, micro_small, announced); null for none and for a strange one."""
    return _key(text).replace_strict(table()[name], default=None, return_dtype=pl.Boolean)


def state(source: str, text: pl.Expr) -> pl.Expr:
    """Return our state for a source's word; "unknown" for one that we do not know."""
    return _key(text).replace_strict(table()["state"][source], default="unknown", return_dtype=pl.String)


def _key(text: pl.Expr) -> pl.Expr:
    return text.fill_null("").str.to_lowercase().str.strip_chars().str.replace_all(r"\s+", " ")
