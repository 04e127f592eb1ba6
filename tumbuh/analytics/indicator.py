"""What is told of one published figure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Indicator:
    """One published figure. Texts are for readers, in Bahasa Indonesia; `version` rises with its formula."""

    id: str
    version: int
    title: str
    question: str
    numerator: str
    denominator: str
    unit: str
    source: str
    law: str
    owner: str
    refresh: str
