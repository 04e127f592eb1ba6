"""Codes of plans, units, accounts and sub-activities: their normal form, and a plan's newest revision. Pure."""

import re
from collections.abc import Container, Iterable, Mapping, Sequence

from tumbuh.kernel.errors import Refused

_SPLIT = re.compile(r"[;,|\s]+")
_FLOAT_TAIL = re.compile(r"^(\d+)\.0+$")
_SUB_ACTIVITY = re.compile(r"^\d\.\d{2}\.\d{2}\.\d\.\d{2}\.\d{2,4}$")
_ACCOUNT = re.compile(r"^\d(\.\d{1,2}){1,4}(\.\d{4})?$")
_AGENCY = re.compile(r"^(\d\.\d{2}\.){3}\d{2}\.\d{4}$")


class RevisionCircle(Refused):
    """The revisions of plans lead back to where they began."""

    code = "revision_circle"


def plan_codes(text: str | None) -> list[str]:
    """
    Return the plan codes in "40123456;40123457", each once and in order; none for an empty text or "0".

    SPSE joins hundreds of them with a semicolon; elsewhere it is a number, and Excel adds ".0". Cost: one pass.
    """
    if text is None:
        return []
    codes = (_FLOAT_TAIL.sub(r"\1", part.strip().strip("'\"")) for part in _SPLIT.split(text))
    return list(dict.fromkeys(code for code in codes if code and code.strip("0")))


def unit_code(text: str | None) -> str:
    """Return a unit's code as it is compared: "123.0" and 123 and "123" are one; "" when there is none."""
    if text is None:
        return ""
    return _FLOAT_TAIL.sub(r"\1", text.strip())


def agency_of(code: str) -> str:
    """Return the agency's code of a unit's SKPD code ("…01.0003" -> "…01.0000"); the code itself when it is another."""
    return f"{code[:-4]}0000" if _AGENCY.match(code) else code


def is_sub_activity(text: str) -> bool:
    """Return whether it is a sub-activity's code, U.BB.PP.L.KK.SSSS (the last part had 2 digits in 2019)."""
    return bool(_SUB_ACTIVITY.match(text))


def is_account(text: str) -> bool:
    """Return whether it is an account's code, such as 5.1.02.01.01.0052."""
    return bool(_ACCOUNT.match(text))


def newest_codes(
    revisions: Mapping[str, Sequence[str]], known: Container[str] | None = None
) -> dict[str, tuple[str, ...]]:
    """
    Return for each revised plan code the newest codes of its line, however often it was revised.

    Usually one; several when a package was split. With `known` a newer code that is in no plan file yet does not count:
    the last known one stands in for it. Raises: RevisionCircle, because then no code is the newest.
    """
    newest: dict[str, tuple[str, ...]] = {}
    for start in revisions:
        todo, above = [start], set()
        while todo:
            code = todo[-1]
            waiting = [after for after in revisions[code] if after in revisions and after not in newest]
            if code in newest or not waiting:
                newest.setdefault(code, _ends(code, revisions[code], newest, known))
                above.discard(todo.pop())
                continue
            above.add(code)
            if above.intersection(waiting):
                raise RevisionCircle(f"Riwayat kaji ulang paket {start} berputar; periksa berkas riwayatnya.")
            todo.extend(waiting)
    return newest


def _ends(
    code: str, after: Sequence[str], newest: Mapping[str, tuple[str, ...]], known: Container[str] | None
) -> tuple[str, ...]:
    ends = [end for one in after for end in newest.get(one, (one,))]
    return tuple(dict.fromkeys(end for end in ends if known is None or end in known)) or (code,)


def in_scope(account: str, *, procured: Iterable[str], not_procured: Iterable[str]) -> bool:
    """Return whether a payment on an account is procurement: under a procured prefix and under no excluded one."""
    return _under(account, procured) and not _under(account, not_procured)


def _under(account: str, prefixes: Iterable[str]) -> bool:
    return any(account == prefix or account.startswith(f"{prefix}.") for prefix in prefixes)
