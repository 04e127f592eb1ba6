from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tumbuh.accounts.permissions import Role
from tumbuh.procurement import services
from tumbuh.procurement.models import ImportBatch

GOLDEN = Path(__file__).parents[2] / "golden" / "procurement"
NOON = datetime(2026, 4, 6, 5, 0, tzinfo=UTC)
YEAR = 2026


@pytest.fixture
def officer(make_person: Callable[..., Any]) -> Any:
    return make_person(Role.PROCUREMENT_OFFICER)


@pytest.fixture
def mentor(make_person: Callable[..., Any]) -> Any:
    return make_person(Role.FIELD_MENTOR)


@pytest.fixture
def bring_in(db: None) -> Callable[..., ImportBatch]:
    """Import a file (a golden one by its data set unless a path is given) and return the batch."""

    def run(dataset: str, path: Path | None = None, **options: Any) -> ImportBatch:
        source = path or GOLDEN / f"{dataset}.json"
        given: dict[str, Any] = {"year": YEAR, "by": None, "now": NOON} | options
        return services.import_file(path=source, file_name=source.name, dataset=dataset, **given)

    return run


@pytest.fixture
def city(bring_in: Callable[..., ImportBatch]) -> dict[str, ImportBatch]:
    """Import every golden file."""
    from tumbuh.procurement import datasets

    return {dataset: bring_in(dataset) for dataset in datasets.ALL}
