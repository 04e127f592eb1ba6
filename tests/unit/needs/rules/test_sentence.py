import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tumbuh.needs.rules.reading import read_number
from tumbuh.needs.rules.sentence import LONGEST, understand
from tumbuh.needs.rules.words import Kind, Sure, Understood, Words

GOLDEN = tomllib.loads((Path(__file__).parent / "sentences.toml").read_text(encoding="utf-8"))
WORDS = Words(
    kinds=tuple(Kind(one["code"], one["name"], one["unit"], tuple(one["phrases"])) for one in GOLDEN["kind"]),
    areas={
        "gambir": "31.71.01", "kecamatan gambir": "31.71.01", "kel gambir": "31.71.01.1001",
        "kelurahan kebon sirih": "31.71.06.1005", "kecamatan menteng": "31.71.06", "gondangdia": "31.71.06.1004",
        "jakarta barat": "31.73", "kec tanjung priok": "31.72.02", "cilincing": "31.72.04", "tebet": "31.74.01",
        "cempaka putih": "31.71.05", "kel cempaka putih timur": "31.71.05.1001",
    },
    landmarks={"balai kota": "31.71.01.1001", "monas": "31.71.01.1001", "jakpus": "31.71"},
)  # fmt: skip
NOW = GOLDEN["now"]
PARTS = ("kind", "thing", "quantity", "days", "clock", "place", "unit_budget", "total_budget", "open_budget")


def to_check(part: Any) -> bool:
    return part is not None and part.sure is not Sure.SAID


def told(understood: Understood) -> dict[str, Any]:
    """Return what was understood the way sentences.toml writes it, without what was not said."""
    days = understood.days.value if understood.days else None
    clock = understood.clock.value if understood.clock else None
    quantity = understood.quantity.value if understood.quantity else None
    return {
        name: value
        for name, value in {
            "kind": understood.kind and understood.kind.value.code,
            "thing": understood.thing and understood.thing.value,
            "quantity": quantity and f"{quantity.number} {quantity.unit}".strip(),
            "people": understood.people and understood.people.value,
            "day": days and (days.first.isoformat() if days.is_one else f"{days.first} .. {days.last}"),
            "time": clock and (f"{clock.first:%H:%M}" + ("" if clock.first == clock.last else f"-{clock.last:%H:%M}")),
            "place": understood.place and understood.place.value.name,
            "area": understood.place and understood.place.value.area_code,
            "unit_budget": understood.unit_budget and understood.unit_budget.value,
            "total_budget": understood.total_budget and understood.total_budget.value,
            "open_budget": understood.open_budget and understood.open_budget.value,
            "licences": [part.value for part in understood.licences],
            "purpose": understood.purpose and understood.purpose.value,
            "others": [part.value.code for part in understood.others],
            "unread": list(understood.unread),
            "check": [name for name in PARTS if to_check(getattr(understood, name))],
        }.items()
        if value not in (None, "", [])
    }


@pytest.mark.parametrize("wanted", GOLDEN["sentence"], ids=lambda one: one["text"][:60])
def test_a_sentence_of_the_golden_set_is_understood_exactly(wanted: dict[str, Any]) -> None:
    found = told(understand(wanted["text"], now=NOW, words=WORDS))
    assert found == {name: value for name, value in wanted.items() if name != "text"}


def test_the_golden_set_has_at_least_eighty_sentences_each_once() -> None:
    texts = [one["text"] for one in GOLDEN["sentence"]]
    assert len(texts) >= 80
    assert len(set(texts)) == len(texts)


def parts_of(understood: Understood) -> Iterator[Any]:
    for name in (*PARTS, "people", "purpose"):
        if (part := getattr(understood, name)) is not None:
            yield part
    yield from understood.licences
    yield from understood.others


VOCABULARY = (
    "nasi kotak snack keripik 40 1.500 7,5 3x2 25 orang org kotak bks kg besok lusa senin minggu depan jam 8.30 pukul "
    "12.00 pagi siang malam di ke Balai Kota Gambir maks maksimal anggaran total rb ribu juta jt per @ Rp rp35.000 - / "
    ", . x se setengah dua puluh ratus belas ribu seribu selusin tgl 5/12 31/2 tanggal 99 halal pirt untuk rapat 2 "
    "lagi dalam awal Desember nanti akhir bulan 99999999999999999999 00 0 24.00 26-11-2026 🍱 ١٢ ²."
)
WORD = st.sampled_from(VOCABULARY.split())
SENTENCES = st.one_of(st.text(max_size=80), st.lists(WORD, max_size=14).map(" ".join))


@settings(max_examples=400, deadline=None)
@given(text=SENTENCES)
def test_any_text_is_read_and_each_part_carries_words_of_the_text(text: str) -> None:
    understood = understand(text, now=NOW, words=WORDS)
    said = re.sub(r"\s", " ", text)
    for part in parts_of(understood):
        if part is not understood.days:  # a date and its weekday may stand apart
            assert part.said in said
        assert part.said
        assert bool(part.why) == (part.sure is not Sure.SAID)


def readable_numbers(text: str) -> set[int]:
    """Return every number that any run of neighbouring words of the text can be read as, the slow and obvious way."""
    words = re.findall(r"\d[\d.,]*\d|\d|[^\W\d_]+", text.lower())
    found = set()
    for start in range(len(words)):
        for end in range(start + 1, min(start + 8, len(words)) + 1):
            value = read_number(" ".join(words[start:end]))
            if value is not None:
                found |= {value * scale for scale in (1, 10**3, 10**6, 10**9)}
                found |= {(value + value.__class__(1, 2)) * scale for scale in (10**3, 10**6)}
    return {int(value) for value in found if value.denominator == 1} | ({1} if "selusin" in text.lower() else set())


@settings(max_examples=400, deadline=None)
@given(text=st.lists(WORD, max_size=12).map(" ".join))
def test_no_number_comes_from_anywhere_but_the_text(text: str) -> None:
    understood = understand(text, now=NOW, words=WORDS)
    known = readable_numbers(text)
    numbers = [understood.quantity and understood.quantity.value.number, understood.people and understood.people.value]
    numbers += [budget and budget.value for budget in
                (understood.unit_budget, understood.total_budget, understood.open_budget)]  # fmt: skip
    assert {number for number in numbers if number} <= known


@settings(max_examples=100, deadline=None)
@given(text=st.lists(WORD.filter(lambda word: not re.search(r"\d", word)), max_size=10).map(" ".join))
def test_reading_twice_gives_the_same(text: str) -> None:
    assert understand(text, now=NOW, words=WORDS) == understand(text, now=NOW, words=WORDS)


def test_a_sentence_beyond_the_longest_is_cut_and_still_read() -> None:
    understood = understand("nasi kotak 40 kotak besok " + "x" * 10_000, now=NOW, words=WORDS)
    assert understood.quantity is not None
    assert understood.quantity.value.number == 40
    assert max(len(run) for run in understood.unread) <= LONGEST


def test_tomorrow_is_counted_in_wib_and_not_in_utc() -> None:
    late = datetime(2026, 11, 25, 17, 30, tzinfo=UTC)  # half past midnight of the 26th in Jakarta
    understood = understand("nasi kotak 40 besok", now=late, words=WORDS)
    assert understood.days is not None
    assert understood.days.value.first.isoformat() == "2026-11-27"
