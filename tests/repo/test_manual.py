"""The manual says what the code says: generated pages are up to date, and nothing that can be set is left out."""

import re
from pathlib import Path

import pytest

from docs.generate import events, pages, refusals, settings, states
from docs.generate.markdown import table
from tests.repo.tree import ROOT, modules, name_of
from tumbuh.analytics.tables import SALES_SCHEMA
from tumbuh.web.ledger.words import REASONS

REFERENCE = ROOT / "docs" / "reference"


@pytest.mark.parametrize("name", pages.PAGES)
def test_a_generated_page_is_what_the_code_says(name: str) -> None:
    written = (REFERENCE / name).read_text(encoding="utf-8")
    assert written == pages.page(name), "run: python -m docs.generate"


def test_every_page_of_the_reference_is_in_its_index() -> None:
    index = (REFERENCE / "README.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"\(([a-z/-]+\.md|indicators/README\.md)\)( ●)?", index))
    found = {path.name for path in REFERENCE.glob("*.md")} - {"README.md"} | {"indicators/README.md"}
    assert set(listed) == found
    assert {name for name, mark in listed.items() if mark} == set(pages.PAGES)


def test_every_variable_that_is_read_is_described_and_none_besides() -> None:
    assert settings.variables_read() == {one.name for one in settings.VARIABLES} | set(settings.OF_OTHERS)


def test_every_variable_would_be_found_however_it_is_read() -> None:
    text = """
import os
os.environ.get("A"); os.environ["B"]; "C" in os.environ; os.getenv("D"); secret("E", folder); Option(envvar="F")
"""
    assert settings.read_in(text) == {"A", "B", "C", "D", "E", "F"}


def test_our_settings_are_read_in_config_and_the_commands_only() -> None:
    for path in modules("tumbuh"):
        if not name_of(path).startswith(("tumbuh/config/", "tumbuh/cli/")):
            read = settings.read_in(path.read_text(encoding="utf-8"))
            assert read <= set(settings.OF_OTHERS), name_of(path)


def test_the_page_of_the_ledger_names_each_of_its_columns() -> None:
    page = (REFERENCE / "sales-ledger.md").read_text(encoding="utf-8")
    first_cells = re.findall(r"(?m)^\| (`[^|]+?) \|", page)
    assert {name for cell in first_cells for name in re.findall(r"`(\w+)`", cell)} == set(SALES_SCHEMA)


def test_every_state_of_a_machine_can_be_left_or_is_an_end() -> None:
    found = dict(states.machines())
    assert {name.rsplit(".", 1)[1] for name in found} >= {"BATCH_MOVES", "IMPORT_MOVES"}
    for name, moves in found.items():
        named = {str(end) for ends in moves.values() for end in ends}  # type: ignore[attr-defined]
        assert named <= {str(state) for state in moves}, f"{name} leads to a state that it does not know"


def test_refusals_and_events_are_found_where_the_code_has_them() -> None:
    assert {"shop_taken", "unreadable_file", "not_allowed"} <= {one.code for one in refusals.classes()}
    assert "empty_file" in refusals.spot()
    assert {"ledger.batch_done", "ledger.sku_mapped", "accounts.signed_in"} <= set(events.events())


def test_a_table_keeps_its_columns_whatever_a_cell_holds() -> None:
    assert table(("a", "b"), [("x | y", "two\nlines")]) == "| a | b |\n|---|---|\n| x \\| y | two lines |\n"


def test_the_pages_are_written_by_nobody_else() -> None:
    assert not (ROOT / "tumbuh/accounts/manual.py").exists()
    assert Path(ROOT / "docs/generate/__main__.py").exists()


def test_the_page_of_formats_explains_every_reason_and_every_refusal_of_a_file() -> None:
    page = (REFERENCE / "file-formats.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"`([a-z_]+)`", page))
    assert set(REASONS) <= explained
    given = {code for code, where in refusals.spot().items() if any(_reads_exports(name) for name in where)}
    classes = {one.code for one in refusals.classes() if _reads_exports(one.__module__)}
    assert (given | classes) <= explained


def _reads_exports(module: str) -> bool:
    return module.startswith(("tumbuh.channels", "tumbuh.intake"))
