from datetime import date, timedelta

from tumbuh.coaching.rules.next_steps import Limits, Situation, gaps, next_steps

ON = date(2026, 4, 6)
LIMITS = Limits(licence_days=90, visit_days=60)
SETTLED = {
    "on": ON, "services": dict.fromkeys(("training", "marketing", "reporting"), ON), "last_seen_on": ON,
    "next_on": None, "has_nib": True, "licences": [("Warung", "halal", None)], "sells_online": True,
    "with_outcome": True,
}  # fmt: skip


def codes(**given: object) -> list[str]:
    return [step.code for step in next_steps(Situation(**(SETTLED | given)), LIMITS)]  # type: ignore[arg-type]


def test_nothing_is_next_for_who_has_everything() -> None:
    assert codes() == []


def test_a_licence_is_renewed_before_it_ends_and_first_of_all_when_it_has_ended() -> None:
    edge = ON + timedelta(days=90)
    licences = [("Warung", "pirt", edge + timedelta(days=1)), ("Warung", "halal", edge), ("Dapur", "bpom", ON)]
    steps = next_steps(Situation(**(SETTLED | {"licences": licences})), LIMITS)  # type: ignore[arg-type]
    assert [(step.text, step.due_on) for step in steps] == [
        ("Perpanjang BPOM untuk Dapur", ON),
        ("Perpanjang halal untuk Warung", edge),
    ]


def test_a_late_order_and_a_full_day_come_before_what_can_wait() -> None:
    found = codes(late_orders=["3f2a"], full_days=[("Dapur", ON)], with_outcome=False)
    assert found == ["late_order", "capacity", "no_outcome"]


def test_a_visit_is_due_after_so_many_days_or_when_it_was_promised() -> None:
    assert codes(last_seen_on=ON - timedelta(days=59)) == []
    assert codes(last_seen_on=ON - timedelta(days=60)) == ["visit"]
    assert codes(last_seen_on=None) == ["first_visit"]
    promised = {"last_seen_on": ON - timedelta(days=9), "next_on": ON}
    assert codes(**promised, has_nib=False) == ["planned_visit", "nib"]


def test_services_never_received_are_offered_by_name() -> None:
    assert codes(services={}) == ["no_marketing", "no_reporting", "no_training"]
    assert gaps(["registration", "capital"]) == ["training", "mentoring", "licensing", "marketing", "reporting"]
