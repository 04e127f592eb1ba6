import pytest

from tumbuh.coaching.rules.field_forms import fits, is_moment, is_uuid

ID = "6f1c2d3e-0000-4000-8000-000000000001"


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("visit", "owner", ID), ("visit", "business", ""), ("visit", "next_on", None), ("visit", "note", "x"),
        ("log", "quantity", "12,5"), ("log", "photo", "a" * 64), ("card", "directions", ""),
        ("attendance", "attended", 1_775_451_600_000),
    ],
)  # fmt: skip
def test_what_a_device_writes_fits(kind: str, field: str, value: object) -> None:
    assert fits(kind, field, value)


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("loan", "owner", ID), ("visit", "salary", "1"), ("visit", "owner", "1"), ("visit", "owner", ID.upper()),
        ("visit", "next_on", "besok"), ("visit", "note", "x" * 4_001), ("visit", "note", 3), ("log", "quantity", "-1"),
        ("log", "quantity", "1e9"), ("log", "photo", "../x"), ("attendance", "attended", True), ("visit", "visited", 0),
    ],
)  # fmt: skip
def test_what_no_device_writes_does_not_fit(kind: str, field: str, value: object) -> None:
    assert not fits(kind, field, value)


def test_an_id_is_written_in_one_way_only() -> None:
    assert (is_uuid(ID), is_uuid(ID.replace("-", "")), is_moment("1")) == (True, False, False)
