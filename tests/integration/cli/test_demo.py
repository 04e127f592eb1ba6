"""`tumbuh demo` refuses what it must, and says how to go on."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tests.integration.cli.conftest import Answer
from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Role
from tumbuh.audit.models import AuditEvent
from tumbuh.audit.services import record
from tumbuh.demo.people import PEOPLE

NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("installation")


def test_a_city_with_people_in_it_is_left_alone(
    tumbuh: Callable[..., Answer], make_person: Callable[..., User]
) -> None:
    make_person(Role.INSPECTOR)
    events = AuditEvent.objects.count()
    answer = tumbuh("demo")

    assert answer.exit_code == 2
    assert "not_empty" in answer.out
    assert (User.objects.count(), AuditEvent.objects.count()) == (1, events)


@pytest.mark.parametrize("scale", ["0", "-1", "0.0001", "6", "nan"])
def test_a_size_of_no_city_is_refused(tumbuh: Callable[..., Answer], scale: str) -> None:
    answer = tumbuh("demo", f"--scale={scale}")

    assert (answer.exit_code, "bad_scale" in answer.out) == (2, True)
    assert AuditEvent.objects.count() == 0


def test_a_half_city_of_another_size_is_not_mixed_with_this_one(tumbuh: Callable[..., Answer]) -> None:
    values = {"seed": 1, "scale": 0.3, "now": NOON.isoformat()}
    record("demo.begun", by=None, at=NOON, detail=values)
    answer = tumbuh("demo", "--scale", "0.01")

    assert (answer.exit_code, "other_city" in answer.out) == (2, True)
    assert User.objects.count() == 0


def test_a_whole_city_is_not_built_twice_and_its_people_are_named(tumbuh: Callable[..., Answer]) -> None:
    record("demo.built", by=None, at=NOON, detail={})
    answer = tumbuh("demo")

    assert answer.exit_code == 0
    assert "Kota contoh sudah ada" in answer.out
    assert [person.username for person in PEOPLE if person.username not in answer.out] == []
    assert User.objects.count() == 0


def test_if_missing_says_nothing_when_it_is_there(tumbuh: Callable[..., Answer]) -> None:
    record("demo.built", by=None, at=NOON, detail={})

    assert tumbuh("demo", "--if-missing") == Answer(0, "")
