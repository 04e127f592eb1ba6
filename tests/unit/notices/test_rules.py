"""When a notice leaves, how often it is tried, and what it says in one text message."""

from datetime import datetime, timedelta

import pytest

from tumbuh.kernel.periods import WIB
from tumbuh.notices.rules import (
    SENDING_MOVES,
    WAITS,
    NotToldWell,
    Sending,
    check_words,
    leaves_at,
    short_text,
    tried_again_at,
)


def wib(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=WIB)


@pytest.mark.parametrize(
    ("told", "leaves"),
    [
        (wib(25, 6), wib(25, 6)),
        (wib(25, 20, 59), wib(25, 20, 59)),
        (wib(25, 21), wib(26, 6)),
        (wib(25, 23, 59), wib(26, 6)),
        (wib(26, 0), wib(26, 6)),
        (wib(26, 5, 59), wib(26, 6)),
    ],
)
def test_nobody_is_disturbed_between_nine_and_six(told: datetime, leaves: datetime) -> None:
    assert leaves_at(told, urgent=False) == leaves
    assert leaves_at(told, urgent=True) == told


def test_it_is_tried_after_longer_and_longer_waits_and_then_given_up() -> None:
    noon = wib(25, 12)
    found = [tried_again_at(noon, attempts=n, urgent=True) for n in range(1, len(WAITS) + 2)]
    assert found == [*(noon + wait for wait in WAITS), None]
    assert tried_again_at(noon + timedelta(hours=8), attempts=4, urgent=False) == wib(26, 6)


def test_a_short_text_is_one_message_of_plain_signs() -> None:
    assert short_text(title="Pesanan “SP-1” masuk", body="40 kotak – besok") == 'Pesanan "SP-1" masuk. 40 kotak - besok'
    long = short_text(title="Pesanan baru", body="nasi kotak " * 40)
    assert len(long) <= 160
    assert long.endswith("kotak...")
    assert len(short_text(title="x" * 300, body="")) == 160


@pytest.mark.parametrize(
    "words",
    [
        {"event": "", "title": "a", "path": "/", "key": "k"},
        {"event": "e", "title": " ", "path": "/", "key": "k"},
        {"event": "e", "title": "a", "path": "/", "key": ""},
        {"event": "e", "title": "a", "path": "https://x.test/", "key": "k"},
        {"event": "e", "title": "a", "path": "//x.test/", "key": "k"},
    ],
)
def test_a_notice_without_words_or_that_leads_away_is_refused(words: dict[str, str]) -> None:
    with pytest.raises(NotToldWell):
        check_words(**words)


def test_what_was_sent_read_or_skipped_stays_so() -> None:
    ends = {state for state, moves in SENDING_MOVES.items() if not moves}
    assert ends == {Sending.SENT, Sending.READ, Sending.SKIPPED}
