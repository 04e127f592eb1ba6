"""What is strange about a log: at most one question, which takes a reason and never forbids."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median_low

from tumbuh.production.rules.units import format_kg, format_quantity


@dataclass(frozen=True)
class Limits:
    """The limits of a day: policies/production.toml, and the commodity's own yield."""

    jump_times: int
    jump_least_harvests: int
    mortality_most: int
    process_most: int
    most_grams_per_m2: int | None


@dataclass(frozen=True)
class Noted:
    """What a log says, as far as it can be strange."""

    kind: str
    done_on: date
    commodity: str
    quantity_milli: int
    unit: str
    mass_mg: int | None = None
    heads: int | None = None
    area_m2: int | None = None
    used_mg: int = 0


@dataclass(frozen=True)
class Question:
    """One question to who notes it. `code` is stable."""

    code: str
    text: str


def question(noted: Noted, before: Sequence[Noted], limits: Limits) -> Question | None:
    """
    Return the one question to ask, the likeliest slip first; None when nothing is strange.

    `before`: what else counts of the same commodity at the same place.
    """
    for look in (_same_again, _yield, _deaths, _gives_too_much, _jump):
        found = look(noted, before, limits)
        if found is not None:
            return found
    return None


def heads_alive(before: Sequence[Noted], on: date) -> int | None:
    """
    Return the heads that should live at the end of a day: the last count, then what was put in less what died and was
    harvested since; None when nobody ever counted or put any in.
    """
    counted = [one for one in before if one.kind == "count" and one.done_on <= on and one.heads is not None]
    last = max(counted, key=lambda one: one.done_on, default=None)
    since = [one for one in before if one.done_on <= on and (last is None or one.done_on > last.done_on)]
    if last is None and not any(one.kind == "seed" and one.heads for one in since):
        return None
    signs = {"seed": 1, "mortality": -1, "harvest": -1}
    start = last.heads if last is not None and last.heads is not None else 0
    return start + sum(signs.get(one.kind, 0) * (one.heads or 0) for one in since)


def _same_again(noted: Noted, before: Sequence[Noted], _limits: Limits) -> Question | None:
    key = (noted.kind, noted.done_on, noted.quantity_milli, noted.unit)
    if any((one.kind, one.done_on, one.quantity_milli, one.unit) == key for one in before):
        return Question(
            "same_again",
            f"Catatan yang sama ({format_quantity(noted.quantity_milli)} {noted.unit} {noted.commodity}) sudah ada "
            "untuk hari itu. Apakah ini panen yang lain?",
        )
    return None


def _yield(noted: Noted, _before: Sequence[Noted], limits: Limits) -> Question | None:
    most = limits.most_grams_per_m2
    if noted.kind != "harvest" or noted.mass_mg is None or not noted.area_m2 or most is None:
        return None
    if noted.mass_mg > noted.area_m2 * most * 1_000:
        per_m2 = noted.mass_mg // noted.area_m2
        return Question(
            "yield_high",
            f"{format_kg(per_m2)} kg per m² jauh di atas kewajaran {noted.commodity} ({format_kg(most * 1_000)} kg per "
            "m²). Benarkah jumlah, satuan, dan luasnya?",
        )
    return None


def _deaths(noted: Noted, before: Sequence[Noted], limits: Limits) -> Question | None:
    if noted.kind != "mortality" or not noted.heads:
        return None
    alive = heads_alive(before, noted.done_on)
    if alive is not None and noted.heads * 10_000 > max(alive, 0) * limits.mortality_most:
        return Question(
            "mortality_high",
            f"{noted.heads} ekor mati dari sekitar {max(alive, 0)} ekor yang tercatat hidup. Benarkah jumlahnya, "
            "dan apa sebabnya?",
        )
    return None


def _gives_too_much(noted: Noted, _before: Sequence[Noted], limits: Limits) -> Question | None:
    if noted.kind != "process" or noted.mass_mg is None or not noted.used_mg:
        return None
    if noted.mass_mg * 10_000 > noted.used_mg * limits.process_most:
        return Question(
            "process_gives_much",
            f"Hasil olah {format_kg(noted.mass_mg)} kg dari bahan {format_kg(noted.used_mg)} kg. Benarkah bahan dan "
            "hasilnya?",
        )
    return None


def _jump(noted: Noted, before: Sequence[Noted], limits: Limits) -> Question | None:
    if noted.kind not in ("harvest", "process") or noted.mass_mg is None:
        return None
    own = [one.mass_mg for one in before if one.kind == noted.kind and one.mass_mg and one.done_on <= noted.done_on]
    if len(own) < limits.jump_least_harvests:
        return None
    usual = median_low(own)
    if noted.mass_mg > usual * limits.jump_times:
        return Question(
            "jump",
            f"{format_kg(noted.mass_mg)} kg, biasanya sekitar {format_kg(usual)} kg di tempat ini. Benarkah jumlah dan "
            "satuannya?",
        )
    return None
