"""Every link of the manual leads somewhere, every decision is in the index, every command it prints exists."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.repo.tree import ROOT, name_of, tracked

LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
PAGES = [path for path in tracked() if path.suffix == ".md"]
DECISIONS = sorted(path for path in PAGES if path.parent.name == "adr" and path.name[0].isdigit())


def links(text: str) -> Iterator[str]:
    """Yield the targets of a page's links and pictures, code left out."""
    plain = re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)
    for found in LINK.finditer(plain):
        yield found.group(1) or found.group(2)


def anchors(text: str) -> set[str]:
    """Return the anchors of a page's headings, as the usual renderers make them."""
    plain = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    found = set()
    for heading in re.findall(r"(?m)^#+ +(.+?) *$", plain):
        words = re.sub(r"[`*]", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)).lower()
        found.add(re.sub(r"[^\w\- ]", "", words).replace(" ", "-"))
    return found


def broken(page: Path, text: str) -> list[str]:
    """Return the links of a page that lead nowhere. Addresses on the net are not tried."""
    return [link for link in links(text) if not re.match(r"[a-z]+:", link) and not leads(page, text, link)]


def leads(page: Path, text: str, link: str) -> bool:
    """Return whether a link of a page leads to a file of the repository and, if it names one, to a heading of it."""
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    if not target.is_relative_to(ROOT) or (path and not target.exists()):
        return False
    heads = anchors(target.read_text(encoding="utf-8") if path else text) if anchor else set()
    return not anchor or anchor in heads


@pytest.mark.parametrize("written", PAGES, ids=name_of)
def test_every_link_leads_somewhere(written: Path) -> None:
    assert broken(written, written.read_text(encoding="utf-8")) == []


def test_a_broken_link_would_be_found() -> None:
    good = "# A head, with marks\n[c](#a-head-with-marks) `[e](f.md)` [g](LICENSE) [h](https://x.test/no)"
    bad = "[a](no-such.md) ![b](no.png) [d](#no) [i](../outside)"
    assert broken(ROOT / "README.md", f"{good}\n{bad}") == ["no-such.md", "no.png", "#no", "../outside"]


def test_the_index_of_decisions_lists_each_of_them() -> None:
    index = (ROOT / "docs/adr/README.md").read_text(encoding="utf-8")
    listed = re.findall(r"\]\((\d{4}-[a-z0-9-]+\.md)\)", index)
    assert listed == [path.name for path in DECISIONS]


@pytest.mark.parametrize("path", DECISIONS, ids=name_of)
def test_a_decision_says_its_number_state_and_alternatives(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith(f"# {int(path.name[:4])}. ")
    assert re.search(r"(?m)^Status: (in force|replaced by ADR \d+) · \w+ \d{4}$", text)
    assert re.search(r"(?mi)^## (weighed and left|what was weighed)$", text)
    assert re.search(r"(?m)^## What it costs", text)


def test_the_numbers_of_decisions_have_no_gap_and_no_double() -> None:
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))


def test_every_adr_that_the_code_speaks_of_exists() -> None:
    numbers = {int(path.name[:4]) for path in DECISIONS}
    for path in tracked():
        if path.suffix in {".py", ".md", ".toml"}:
            text = path.read_text(encoding="utf-8")
            spoken = {int(found) for found in re.findall(r"(?:\bADR |docs/adr/0*)([1-9]\d{0,3})\b", text)}
            assert spoken <= numbers, f"{name_of(path)} speaks of ADR {sorted(spoken - numbers)}"
