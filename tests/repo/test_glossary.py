"""The glossary's words are the code's words, one per thing."""

import re
from collections import Counter

from tests.repo.tree import ROOT, modules

ROW = re.compile(r"(?m)^\| ([^|]+) \| ([^|]+) \|")
LATER = "○"  # settled for a room that is still to come


def rows(text: str) -> list[tuple[str, str]]:
    """Return (what people say, the code's column) of every row."""
    return [(said.strip(), code) for said, code in ROW.findall(text) if "---" not in said and said != "Indonesian"]


def words_today(code: str) -> list[str]:
    """Return the code words of a row that are not marked as later."""
    return [
        word for part in re.split(r"[,/]|else", code) if LATER not in part for word in re.findall(r"`([^`]+)`", part)
    ]


def _plain(text: str) -> str:
    """Return a text without the difference of origin_evidence, OriginEvidence and "origin evidence"."""
    return re.sub(r"[_ ]", "", text).lower()


def missing(text: str, source: str) -> list[str]:
    """Return the glossary's words of today that the code does not have."""
    known = _plain(source)
    return sorted(word for _, code in rows(text) for word in words_today(code) if _plain(word) not in known)


GLOSSARY = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")


def test_every_word_of_today_is_in_the_code() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in modules("tumbuh"))
    assert missing(GLOSSARY, source) == []


def test_no_thing_is_explained_twice() -> None:
    counted = Counter(said.lower() for said, _ in rows(GLOSSARY))
    assert [said for said, n in counted.items() if n > 1] == []


def test_a_word_that_is_gone_would_be_found() -> None:
    text = "| Indonesian | Code | Meaning |\n|---|---|---|\n| toko | `shop` | a |\n| kios | `stall`, `kiosk` ○ | b |\n"
    assert missing(text, "class Shop: shop = 1") == ["stall"]
