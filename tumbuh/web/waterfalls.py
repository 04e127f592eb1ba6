"""
Where the bars of a bridge go: lying bars, each beginning where the one before it ended. Pure, as web/charts.

Across, a place is a percentage of the drawing's width; down, it is in pixels, a line of words above each bar.
"""

from collections.abc import Sequence
from dataclasses import dataclass

STEP, WORDS, THICK = 52, 16, 22  # pixels: of a bar with its words, down to the words' line, of the bar itself
_THINNEST = 0.4  # per cent of the width: what is not zero can be seen and pointed at


@dataclass(frozen=True)
class Step:
    """One bar: from where the one before ended, or from zero (`is_whole`). A negative value goes back."""

    label: str
    value: int
    text: str
    tone: int
    href: str = ""
    is_whole: bool = False


@dataclass(frozen=True)
class Bar:
    """One bar with its place."""

    step: Step
    x: str
    width: str
    y: int
    words_y: int


@dataclass(frozen=True)
class Waterfall:
    """A drawing with everything placed."""

    bars: Sequence[Bar]
    height: int

    @property
    def is_empty(self) -> bool:
        """Return whether there is nothing to draw."""
        return not any(bar.step.value for bar in self.bars)


def waterfall(steps: Sequence[Step]) -> Waterfall:
    """Return the bars in their order; the widest stretch between the ends of all of them fills the width."""
    ends: list[tuple[int, int]] = []
    at = 0
    for step in steps:
        start = 0 if step.is_whole else at
        ends.append((start, start + step.value))
        at = 0 if step.is_whole else start + step.value
    lowest = min((min(pair) for pair in ends), default=0)
    span = max((max(pair) for pair in ends), default=0) - lowest
    bars = [
        Bar(step, *_across(pair, lowest, span), y=number * STEP + WORDS + 6, words_y=number * STEP + WORDS)
        for number, (step, pair) in enumerate(zip(steps, ends, strict=True))
    ]
    return Waterfall(bars, len(steps) * STEP)


def _across(ends: tuple[int, int], lowest: int, span: int) -> tuple[str, str]:
    if not span:
        return "0%", "0%"
    left = 100 * (min(ends) - lowest) / span
    width = 100 * abs(ends[1] - ends[0]) / span
    if ends[0] != ends[1]:
        width = max(width, _THINNEST)
    return _percent(min(left, 100 - width)), _percent(width)


def _percent(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".") + "%"
