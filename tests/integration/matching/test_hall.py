"""The hall: arrivals and meetings noted at once, late, twice and out of order."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from tests.integration.matching.city import MORNING, NOON, MatchingCity
from tumbuh.kernel.errors import Refused
from tumbuh.matching import services
from tumbuh.matching.models import Event, HallEntry, Meeting, Participant
from tumbuh.papers import services as papers

LATER = MORNING + timedelta(hours=6)


@pytest.fixture
def running(city: MatchingCity) -> tuple[Event, Meeting, dict[str, Participant]]:
    event, people = city.all_come()
    meeting = city.agreed(event, people["PT Pembeli 1"], people["Dapur 1"])
    services.arrange_timetable(event_id=event.pk, by=city.organiser, now=NOON)
    services.start_event(event_id=event.pk, by=city.organiser, now=MORNING)
    return event, Meeting.objects.get(pk=meeting.pk), people


def entry(kind: str, *, key: UUID | None = None, code: str = "", meeting: Meeting | None = None) -> services.Entry:
    return services.Entry(
        key=key or uuid4(), kind=kind, happened_at=MORNING, code=code, meeting=meeting.public_id if meeting else None
    )


def test_what_a_device_sends_twice_is_noted_once(
    city: MatchingCity, running: tuple[Event, Meeting, dict[str, Participant]]
) -> None:
    event, meeting, people = running
    sent = [entry("arrived", code=people["Dapur 1"].code.lower()), entry("held", meeting=meeting)]
    first = services.note(event_id=event.pk, entries=sent, by=city.organiser, now=LATER)
    again = services.note(event_id=event.pk, entries=[*sent, *sent], by=city.organiser, now=LATER)
    assert [one.result for one in first] == ["done", "done"]
    assert {one.result for one in again} == {"known"}
    meeting.refresh_from_db()
    people["Dapur 1"].refresh_from_db()
    assert (HallEntry.objects.count(), meeting.state, people["Dapur 1"].arrived_at) == (2, "held", MORNING)


def test_one_refused_entry_holds_no_other_up(
    city: MatchingCity, running: tuple[Event, Meeting, dict[str, Participant]]
) -> None:
    event, meeting, _ = running
    sent = [entry("arrived", code="NOBODY"), entry("held", meeting=meeting), entry("strange")]
    noted = services.note(event_id=event.pk, entries=sent, by=city.organiser, now=LATER)
    assert sorted(one.result for one in noted) == ["done", "refused", "refused"]
    assert HallEntry.objects.count() == 1


@pytest.mark.parametrize("order", [("held", "missed"), ("missed", "held")])
def test_held_wins_over_missed_in_whatever_order(
    city: MatchingCity, running: tuple[Event, Meeting, dict[str, Participant]], order: tuple[str, str]
) -> None:
    event, meeting, _ = running
    for kind in order:
        services.note(event_id=event.pk, entries=[entry(kind, meeting=meeting)], by=city.organiser, now=LATER)
    meeting.refresh_from_db()
    assert meeting.state == "held"


def test_late_entries_come_in_after_the_end(
    city: MatchingCity, running: tuple[Event, Meeting, dict[str, Participant]]
) -> None:
    event, meeting, _ = running
    services.finish_event(event_id=event.pk, by=city.organiser, now=LATER)
    meeting.refresh_from_db()
    assert meeting.state == "missed"
    [noted] = services.note(event_id=event.pk, entries=[entry("held", meeting=meeting)], by=city.organiser, now=LATER)
    meeting.refresh_from_db()
    assert (noted.result, meeting.state) == ("done", "held")


def test_a_stranger_notes_nothing(city: MatchingCity, running: tuple[Event, Meeting, dict[str, Participant]]) -> None:
    event, meeting, people = running
    other = city.by("Dapur 2")
    sent = [entry("held", meeting=meeting), entry("arrived", code=people["Dapur 1"].code)]
    noted = services.note(event_id=event.pk, entries=sent, by=other, now=LATER)
    assert [one.result for one in noted] == ["refused", "refused"]
    assert HallEntry.objects.count() == 0


def test_the_programme_and_the_cards_are_documents(
    city: MatchingCity, running: tuple[Event, Meeting, dict[str, Participant]]
) -> None:
    event, _, people = running
    programme, cards = services.print_event(event_id=event.pk, by=city.organiser, now=MORNING)
    assert (programme.kind, cards.kind) == ("programme", "table_card")
    assert len(cards.content["cards"]) == len(people)
    own = next(one for one in cards.content["cards"] if one["name"] == "Dapur 1")
    assert own["rows"] == [["09.00–09.30", "1", "PT Pembeli 1", ""]]
    assert papers.pdf(programme).startswith(b"%PDF")
    assert papers.pdf(cards) == papers.pdf(cards)


def test_nothing_is_printed_before_the_timetable(city: MatchingCity) -> None:
    event, _ = city.all_come()
    with pytest.raises(Refused, match="Susun jadwalnya"):
        services.print_event(event_id=event.pk, by=city.organiser, now=NOON)
