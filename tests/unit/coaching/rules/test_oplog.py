"""Shuffled, doubled, dropped and re-sent messages of several devices end in one state, and no value is lost."""

from dataclasses import dataclass
from dataclasses import field as made

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tumbuh.coaching.rules.oplog import BadOperation, Log, Op, OpId, counted, gapless, merge

DEVICES = ("a", "b", "c")
FIELDS = ("note", "phone")
ENTITIES = ("rumah-1", "rumah-2")


def op(device: str, number: int, value: str, *, at: int = 0, replaces: tuple[OpId, ...] = (), name: str = "note") -> Op:
    return Op(OpId(device, number), "rumah-1", "person", name, value, at, frozenset(replaces))


@dataclass
class Device:
    """A phone: its own operations, what it has seen of others, and a clock that may be wrong."""

    name: str
    own: list[Op] = made(default_factory=list)
    seen: Log = made(default_factory=Log)

    def write(self, entity: str, name: str, value: str, at: int) -> None:
        known = self.seen.state.get(entity, {}).get(name)
        replaces = frozenset(head.id for head in known.heads) if known else frozenset()
        new = Op(OpId(self.name, len(self.own) + 1), entity, "person", name, value, at, replaces)
        self.own.append(new)
        self.seen.receive([new])


@st.composite
def histories(draw: st.DrawFn) -> list[Op]:
    """What three people wrote, sometimes after having seen what others wrote, by clocks that do not agree."""
    devices = [Device(name) for name in DEVICES]
    step = st.tuples(
        st.integers(0, 2), st.sampled_from(ENTITIES), st.sampled_from(FIELDS), st.integers(0, 5),
        st.none() | st.integers(0, 2),
    )  # fmt: skip
    for number, (who, entity, name, at, looks_at) in enumerate(draw(st.lists(step, max_size=14))):
        if looks_at is not None:
            devices[who].seen.receive(devices[looks_at].own)
        devices[who].write(entity, name, f"nilai {number}", at)
    return [one for device in devices for one in device.own]


@settings(max_examples=150, deadline=None)
@given(ops=histories(), data=st.data())
def test_any_interleaving_ends_in_the_same_state_with_every_value_findable(ops: list[Op], data: st.DataObject) -> None:
    reference = merge(ops)
    server = Log()
    chaos = data.draw(st.lists(st.lists(st.sampled_from(ops), max_size=4), max_size=12)) if ops else []
    for message in chaos:  # what got through: in no order, again and again, much of it lost
        server.receive(message)
    for device in DEVICES:  # later each device sends from where the server says that it is
        for again in data.draw(st.permutations([one for one in ops if one.id.device == device])):
            if again.id.number > server.through(device):
                server.receive([again])
    assert server.state == reference
    found = {one.value for known in server.state.values() for name in known.values() for one in name.all}
    assert found == {one.value for one in ops}
    assert [server.missing(device) for device in DEVICES] == [[], [], []]


@settings(max_examples=80, deadline=None)
@given(ops=histories(), data=st.data())
def test_what_is_held_back_is_always_a_run_without_a_gap(ops: list[Op], data: st.DataObject) -> None:
    some = data.draw(st.lists(st.sampled_from(ops))) if ops else []
    kept = counted(some)
    for device in DEVICES:
        numbers = sorted(one.id.number for one in kept if one.id.device == device)
        assert numbers == list(range(1, len(numbers) + 1))


@settings(max_examples=80, deadline=None)
@given(ops=histories())
def test_two_heads_never_saw_each_other(ops: list[Op]) -> None:
    for fields in merge(ops).values():
        for known in fields.values():
            ids = {one.id for one in known.heads}
            assert all(not (one.replaces & ids) for one in known.heads)


def test_who_saw_the_other_value_replaces_it_even_with_a_slow_clock() -> None:
    first = op("a", 1, "pagi", at=50)
    second = op("b", 1, "sore", at=10, replaces=(first.id,))
    known = merge([second, first])["rumah-1"]["note"]
    assert (known.value, known.in_conflict, [one.value for one in known.all]) == ("sore", False, ["sore", "pagi"])


def test_of_two_who_did_not_see_each_other_both_are_kept_and_the_later_is_shown() -> None:
    known = merge([op("b", 1, "sore", at=20), op("a", 1, "pagi", at=10)])["rumah-1"]["note"]
    assert (known.value, known.in_conflict) == ("sore", True)
    assert [(one.id.device, one.value, one.at) for one in known.heads] == [("a", "pagi", 10), ("b", "sore", 20)]


def test_two_who_wrote_the_same_are_no_conflict() -> None:
    assert not merge([op("b", 1, "sore", at=20), op("a", 1, "sore", at=10)])["rumah-1"]["note"].in_conflict


def test_fields_are_merged_apart() -> None:
    state = merge([op("a", 1, "x", name="note"), op("b", 1, "0812", name="phone")])
    assert {name: known.value for name, known in state["rumah-1"].items()} == {"note": "x", "phone": "0812"}


def test_what_comes_after_a_gap_waits_for_it() -> None:
    log = Log()
    log.receive([op("a", 1, "satu"), op("a", 3, "tiga", replaces=(OpId("a", 2),))])
    assert (log.through("a"), log.missing("a"), log.state["rumah-1"]["note"].value) == (1, [2], "satu")
    log.receive([op("a", 2, "dua", replaces=(OpId("a", 1),))])
    assert (log.through("a"), log.missing("a"), log.state["rumah-1"]["note"].value) == (3, [], "tiga")


def test_a_copied_device_that_uses_a_number_twice_loses_neither_value() -> None:
    one, other = (Op(OpId("a", 1), "rumah-1", "person", "note", say, 0, digest=say) for say in ("kiri", "kanan"))
    assert merge([one, other]) == merge([other, one])
    assert {found.value for found in merge([one, other])["rumah-1"]["note"].heads} == {"kiri", "kanan"}


def test_a_ring_of_replacements_still_shows_the_latest() -> None:
    ring = [op("a", 1, "satu", at=1, replaces=(OpId("b", 1),)), op("b", 1, "dua", at=2, replaces=(OpId("a", 1),))]
    assert merge(ring)["rumah-1"]["note"].value == "dua"


def test_a_run_is_counted_from_where_it_was() -> None:
    assert (gapless({1, 2, 4}), gapless({4, 5}, start=3), gapless(set())) == (2, 5, 0)


@pytest.mark.parametrize("text", ["", "a", "a:", ":1", "a:0", "a:-1", "a:x", "a:²"])
def test_an_id_that_no_device_writes_is_refused(text: str) -> None:
    with pytest.raises(BadOperation):
        OpId.parse(text)


def test_an_id_reads_as_it_was_written() -> None:
    assert OpId.parse(str(OpId("a-b", 7))) == OpId("a-b", 7)
