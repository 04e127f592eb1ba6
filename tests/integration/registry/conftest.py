import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.integration.registry.samples import HEADER, NOON
from tumbuh.accounts.permissions import Role
from tumbuh.registry import services
from tumbuh.registry.rules import Policy


@pytest.fixture
def officer(make_person: Callable[..., Any]) -> Any:
    return make_person(Role.REGISTRY_OFFICER)


@pytest.fixture
def mentor(make_person: Callable[..., Any]) -> Any:
    return make_person(Role.FIELD_MENTOR)


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., Path]:
    """Write a csv with the given rows and return its path."""

    def write(rows: list[list[str]], *, header: list[str] = HEADER, name: str = "daftar.csv") -> Path:
        path = tmp_path / name
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow(header)
            writer.writerows(rows)
        return path

    return write


@pytest.fixture
def bring_in(put: Callable[..., Path], db: None) -> Callable[..., Any]:
    """Import rows and return the import."""

    def run(rows: list[list[str]], **options: Any) -> Any:
        given: dict[str, Any] = {
            "mapping": None,
            "validate_only": False,
            "by": None,
            "now": NOON,
            "policy": Policy.WHOLE,
        } | {key: options.pop(key) for key in ("mapping", "validate_only", "by", "now", "policy") if key in options}
        path = put(rows, **options)
        return services.import_register(path=path, file_name=path.name, **given)

    return run
