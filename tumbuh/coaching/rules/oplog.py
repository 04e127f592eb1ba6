"""
How notes of devices that were out of reach become one state, in whichever order they arrive. Pure.

A device numbers its operations 1, 2, 3 … An operation says one value of one field of one entity, and which operations
it replaces: those whose values its writer saw. The state is worked out from the *set* of operations, so that order,
doubles and repeats of messages cannot matter. Of two values whose writers did not see each other both stay; the later
one by the devices' clocks is shown, the other is a click away. Method and proof: docs/adr/0023-notes-of-the-field.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from tumbuh.kernel.errors import Refused


class BadOperation(Refused):
    """A device sent what no device of ours sends."""

    code = "bad_operation"


@dataclass(frozen=True, order=True)
class OpId:
    """Which operation: the device that wrote it and its number there, from 1."""

    device: str
    number: int

    def __str__(self) -> str:
        return f"{self.device}:{self.number}"

    @classmethod
    def parse(cls, text: str) -> "OpId":
        """Return the id of "device:number". Raises: BadOperation."""
        device, _, number = text.rpartition(":")
        if not device or not (number.isascii() and number.isdigit()) or int(number) < 1:
            raise BadOperation(f"“{text}” bukan nomor catatan.")
        return cls(device, int(number))


@dataclass(frozen=True)
class Op:
    """
    One value of one field. `at`: the device's clock in milliseconds; `digest`: SHA-256 of what it says.

    A device whose memory was copied may write two operations under one number: the digest tells them apart and both
    are kept.
    """

    id: OpId
    entity: str
    kind: str
    field: str
    value: Any
    at: int
    replaces: frozenset[OpId] = frozenset()
    digest: str = ""

    @property
    def rank(self) -> tuple[int, str, int, str]:
        """How late it is: by clock, then by whom, so that two devices always choose the same one."""
        return (self.at, self.id.device, self.id.number, self.digest)


@dataclass(frozen=True)
class Field:
    """What is known of a field. `shown` is the latest of `heads`, which nobody replaced; `all` is every value ever."""

    heads: tuple[Op, ...]
    all: tuple[Op, ...]

    @property
    def shown(self) -> Op:
        """The value to show."""
        return self.heads[-1]

    @property
    def value(self) -> Any:
        """What it says."""
        return self.shown.value

    @property
    def in_conflict(self) -> bool:
        """Whether two people wrote different things without having seen each other's."""
        return any(one.value != self.value for one in self.heads)


State = Mapping[str, Mapping[str, Field]]


def counted(ops: Iterable[Op]) -> frozenset[Op]:
    """
    Return the operations that count: of each device those before its first gap.

    What comes after a gap is held until the gap is filled, so that nobody sees a visit's end before its beginning.
    """
    numbers: dict[str, set[int]] = {}
    found = set(ops)
    for op in found:
        numbers.setdefault(op.id.device, set()).add(op.id.number)
    through = {device: gapless(known) for device, known in numbers.items()}
    return frozenset(op for op in found if op.id.number <= through[op.id.device])


def gapless(numbers: set[int], *, start: int = 0) -> int:
    """Return how far the numbers go from `start` without a gap."""
    while start + 1 in numbers:
        start += 1
    return start


def merge(ops: Iterable[Op]) -> State:
    """Return entity → field → what is known of it, from operations that count, however often and in whichever order."""
    fields: dict[tuple[str, str], set[Op]] = {}
    for op in ops:
        fields.setdefault((op.entity, op.field), set()).add(op)
    state: dict[str, dict[str, Field]] = {}
    for (entity, name), found in sorted(fields.items(), key=lambda one: one[0]):
        state.setdefault(entity, {})[name] = _field(found)
    return MappingProxyType({entity: MappingProxyType(known) for entity, known in state.items()})


def _field(found: set[Op]) -> Field:
    ordered = tuple(sorted(found, key=lambda op: op.rank))
    replaced = {seen for op in ordered for seen in op.replaces}
    heads = tuple(op for op in ordered if op.id not in replaced)
    # Operations that replace each other in a ring come from no device of ours; the latest is shown all the same.
    return Field(heads or ordered[-1:], ordered)


@dataclass
class Log:
    """What one side holds: it takes messages in any order and tells how far each device has come."""

    ops: set[Op] = field(default_factory=set)

    def receive(self, message: Iterable[Op]) -> None:
        """Take a message in; one that came before changes nothing."""
        self.ops.update(message)

    def through(self, device: str) -> int:
        """Return up to which number a device's operations are here without a gap: what it need not send again."""
        return gapless({op.id.number for op in self.ops if op.id.device == device})

    def missing(self, device: str) -> list[int]:
        """Return the numbers that later ones wait for."""
        known = {op.id.number for op in self.ops if op.id.device == device}
        return [number for number in range(1, max(known, default=0)) if number not in known]

    @property
    def state(self) -> State:
        """The state of what counts."""
        return merge(counted(self.ops))
