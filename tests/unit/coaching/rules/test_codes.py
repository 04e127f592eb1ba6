from datetime import UTC, datetime, timedelta

import pytest

from tumbuh.coaching.rules.codes import NotThen, attendance_code, check_moment, normal

START = datetime(2026, 4, 6, 2, 0, tzinfo=UTC)
END = START + timedelta(hours=3)


def test_a_code_fits_one_person_and_one_session() -> None:
    codes = {attendance_code(secret, one) for secret in ("s1", "s2") for one in ("a", "b")}
    assert len(codes) == 4
    assert attendance_code("s1", "a") == attendance_code("s1", "a")


def test_a_code_is_read_however_it_is_typed_or_scanned() -> None:
    code = attendance_code("s1", "a")
    for typed in (code.lower(), code.replace("-", " "), f"https://tumbuh.example/hadir/{code}/", f" {code} "):
        assert normal(typed) == code
    assert normal("oOiIl-12345") == "00111-12345"


@pytest.mark.parametrize("minutes", [-60, 0, 180])
def test_who_came_within_the_hours_counts_also_when_it_is_sent_days_later(minutes: int) -> None:
    at = START + timedelta(minutes=minutes)
    check_moment(attended_at=at, starts_at=START, ends_at=END, now=END + timedelta(days=5), early=60)


@pytest.mark.parametrize("minutes", [-61, 181])
def test_who_came_outside_the_hours_does_not(minutes: int) -> None:
    at = START + timedelta(minutes=minutes)
    with pytest.raises(NotThen):
        check_moment(attended_at=at, starts_at=START, ends_at=END, now=END, early=60)


def test_nobody_has_been_there_tomorrow() -> None:
    with pytest.raises(NotThen):
        check_moment(attended_at=START, starts_at=START, ends_at=END, now=START - timedelta(days=1), early=60)
