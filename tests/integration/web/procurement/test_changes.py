"""What changed between two days: a file that came later, row by row, and nobody else's rows."""

import csv
import io
import json
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path

import pytest

from tests.integration.procurement.conftest import GOLDEN, NOON
from tumbuh.accounts.permissions import Role
from tumbuh.accounts.rules import ScopeKind

pytestmark = pytest.mark.django_db
PAGE = "/belanja/perubahan/"
M = 1_000_000


@pytest.fixture
def later(city, bring_in, tmp_path: Path) -> None:
    """Two days later a package of unit 101 has 25 million more."""
    row = next(one for one in json.loads((GOLDEN / "rup_provider.json").read_text()) if one["kd_rup"] == 40000002)
    path = tmp_path / "rup.json"
    path.write_text(json.dumps([row | {"pagu": 85 * M}]))
    bring_in("rup_provider", path, now=NOON + timedelta(days=2))


def test_only_what_came_in_between_is_listed_with_its_change(later, governor):
    context = governor.get(f"{PAGE}?since=2026-04-06&as_of=2026-04-08").context
    (line,) = list(context["page"])
    assert (line["key"], line["why"], line["value"], line["domestic"]) == (
        "40000002", "pagu atau tanda berubah", "+Rp25.000.000", "+Rp25.000.000",
    )  # fmt: skip
    assert [one["rows"] for one in context["totals"]] == ["0", "1", "0"]


def test_the_changes_of_purchases_are_the_change_of_the_numerator(city, governor):
    totals = governor.get(f"{PAGE}?since=2026-04-05&as_of=2026-04-06").context["totals"]
    assert totals[0]["domestic"] == "+Rp2.631.000.000"


def test_the_file_has_the_rows_of_the_page(later, governor):
    answer = governor.get(f"{PAGE}unduh.csv?since=2026-04-06&as_of=2026-04-08")
    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig")), delimiter=";"))
    assert [(row["Kode"], row["Perubahan nilai (Rp)"]) for row in rows] == [("40000002", "25000000")]


def test_another_unit_s_change_is_not_listed(later, head_of):
    asked = f"{PAGE}?since=2026-04-06&as_of=2026-04-08"
    assert len(head_of(ScopeKind.UNIT, "101").get(asked).context["page"]) == 1
    assert len(head_of(ScopeKind.UNIT, "102").get(asked).context["page"]) == 0


@pytest.mark.parametrize("asked", ["since=2026-04-08&as_of=2026-04-08", "since=x", "since=2999-01-01"])
def test_two_days_that_are_no_interval_are_refused_in_words(city, governor, asked):
    assert governor.get(f"{PAGE}?{asked}").status_code == HTTPStatus.BAD_REQUEST


def test_without_the_permission_neither_page_nor_file_opens(city, signed_in):
    client = signed_in(Role.FIELD_MENTOR)
    for address in (PAGE, f"{PAGE}unduh.csv"):
        assert client.get(address).status_code == HTTPStatus.FORBIDDEN
