"""The law as data: reads `policies/*.toml`, one file per policy, one list of rules per key."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from tumbuh.kernel.errors import Refused
from tumbuh.kernel.policy import Rule, rule_on

FOLDER = Path(__file__).resolve().parents[2] / "policies"
CERTAINTIES = ("found", "known")
_NEEDED = {"value", "unit", "valid_from", "source", "certainty"}
_TITLE = "title"


class BadPolicyFile(Refused):
    """A file of policies/ cannot be read as one; the message says which and where."""

    code = "bad_policy_file"


class UnknownPolicy(Refused):
    """There is no policy of this name, or it has no such key."""

    code = "unknown_policy"


def policy(name: str, key: str, *, on: date) -> Rule:
    """
    Return the rule in force on a day, e.g. of the policy "umkm_class" the key "sales_limits".

    Raises: UnknownPolicy, NoRuleInForce, BadPolicyFile.
    """
    rules = rules_of(name)
    if key not in rules:
        raise UnknownPolicy(f"Kebijakan {name} tidak memiliki aturan “{key}”; yang ada: {', '.join(sorted(rules))}.")
    return rule_on(rules[key], on)


def rules_of(name: str) -> Mapping[str, tuple[Rule, ...]]:
    """Return the rules of a policy by key, the earliest first. Raises: UnknownPolicy, BadPolicyFile."""
    policies = all_rules()
    if name not in policies:
        raise UnknownPolicy(f"Tidak ada kebijakan “{name}”; yang ada: {', '.join(sorted(policies)) or 'tidak ada'}.")
    return policies[name]


@cache
def all_rules() -> Mapping[str, Mapping[str, tuple[Rule, ...]]]:
    """Return every rule of every policy, by name and key, for the manual. Raises: BadPolicyFile."""
    return read_folder(FOLDER)


def read_folder(folder: Path) -> dict[str, dict[str, tuple[Rule, ...]]]:
    """Return the policies of a folder. Raises: BadPolicyFile."""
    return {path.stem: read_policy(path) for path in sorted(folder.glob("*.toml"))}


def read_policy(path: Path) -> dict[str, tuple[Rule, ...]]:
    """Return the rules of one file by key. Raises: BadPolicyFile."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _bad(path, "", f"bukan TOML yang benar ({error})") from None
    if not isinstance(tables.pop(_TITLE, ""), str):
        raise _bad(path, _TITLE, "harus teks")
    rules = {key: _rules(path, key, entries) for key, entries in tables.items()}
    if not rules:
        raise _bad(path, "", "tidak berisi aturan")
    return rules


def _rules(path: Path, key: str, entries: Any) -> tuple[Rule, ...]:
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        raise _bad(path, key, f"harus ditulis sebagai [[{key}]]")
    rules = sorted((_rule(path, key, entry) for entry in entries), key=lambda rule: rule.valid_from)
    for earlier, later in pairwise(rules):
        if earlier.valid_to is None or earlier.valid_to >= later.valid_from:
            raise _bad(path, key, f"dua aturan berlaku sekaligus pada {later.valid_from.isoformat()}")
    return tuple(rules)


def _rule(path: Path, key: str, entry: Mapping[str, Any]) -> Rule:
    if missing := _NEEDED - entry.keys():
        raise _bad(path, key, f"kurang {', '.join(sorted(missing))}")
    if extra := entry.keys() - _NEEDED - {"valid_to"}:
        raise _bad(path, key, f"tidak mengenal {', '.join(sorted(extra))}")
    valid_from, valid_to = entry["valid_from"], entry.get("valid_to")
    if not _is_day(valid_from) or not (valid_to is None or _is_day(valid_to)):
        raise _bad(path, key, "valid_from dan valid_to harus tanggal seperti 2021-02-02, tanpa tanda kutip")
    if valid_to is not None and valid_to < valid_from:
        raise _bad(path, key, "valid_to lebih awal daripada valid_from")
    if not all(isinstance(entry[name], str) and entry[name].strip() for name in ("unit", "source", "certainty")):
        raise _bad(path, key, "unit, source, dan certainty harus teks yang terisi")
    if entry["certainty"] not in CERTAINTIES:
        raise _bad(path, key, f"certainty adalah {' atau '.join(CERTAINTIES)}")
    return Rule(
        name=f"{path.stem}.{key}",
        value=tuple(entry["value"]) if isinstance(entry["value"], list) else entry["value"],
        unit=entry["unit"],
        valid_from=valid_from,
        valid_to=valid_to,
        source=entry["source"],
        certainty=entry["certainty"],
    )


def _is_day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _bad(path: Path, key: str, what: str) -> BadPolicyFile:
    place = f"policies/{path.name}, {key}" if key else f"policies/{path.name}"
    return BadPolicyFile(f"{place}: {what}.")
