"""Every data set in its true shape, from file to rows."""

import pytest

from tests.integration.procurement.conftest import GOLDEN
from tumbuh.procurement import datasets

pytestmark = pytest.mark.django_db

# created, rejected of each golden file
EXPECTED = {
    "units": (2, 0), "rup_provider": (9, 1), "rup_self_managed": (1, 0), "rup_funding": (1, 0),
    "rup_revisions": (2, 0), "unit_budgets": (3, 0), "commitments": (2, 0), "ecat5": (5, 0), "ecat6": (1, 0),
    "inaproc": (4, 0), "ecat5_vendors": (1, 0), "spse_tender": (2, 0), "spse_nontender": (1, 1),
    "spse_recorded": (2, 0), "contract_award": (1, 0), "contract_contract": (1, 0), "contract_start": (1, 0),
    "contract_handover": (1, 0), "bela": (3, 0), "payments": (7, 0), "budget_lines": (3, 0),
}  # fmt: skip


def test_there_is_a_golden_file_for_every_data_set():
    assert {path.stem for path in GOLDEN.glob("*.json")} == set(datasets.ALL) == set(EXPECTED)


def test_every_golden_file_comes_in_as_it_should(city):
    assert {name: (batch.created, batch.rejected) for name, batch in city.items()} == EXPECTED
    assert {batch.state for batch in city.values()} == {"done"}
