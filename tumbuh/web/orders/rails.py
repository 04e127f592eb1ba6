"""The legality rail of a basket in words, and the reasons to order all the same."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import format_day
from tumbuh.orders.justifying import reasons_before
from tumbuh.orders.models import Basket, Order
from tumbuh.orders.previewing import Preview
from tumbuh.orders.railing import rail
from tumbuh.orders.rules.rail import Rail, Step
from tumbuh.web.orders.parts import Fact, RailStep

_PREFIX = "why-"


def of_basket(basket: Basket, shown: Preview, *, now: datetime) -> dict[str, Any]:
    """Return the steps of the rail, what is to be justified, and whether something stops the order."""
    found = rail(basket, now=now, shown=shown)
    unit = basket.disposition.unit_ref
    stops = list(found.stops)
    is_ready = bool(basket.delivery_address and basket.deliver_by_at)
    return {
        "rail": [_step(step) for step in found.steps],
        "verdict": _verdict(found, stops),
        "to_justify": [
            {"rule": step.check.value, "title": step.title, "known": reasons_before(unit, step.check)}
            for step in found.warnings
        ],
        "is_stopped": bool(stops) or shown.has_problem or not is_ready,
        "stopped": _stopped(stops, shown, is_ready=is_ready),
    }


def answered(given: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the reasons that were given, by the rule that asked."""
    return [
        {"rule": name.removeprefix(_PREFIX), "words": text.strip()}
        for name, text in given.items()
        if name.startswith(_PREFIX)
    ]


def warnings_of(order: Order) -> list[dict[str, str]]:
    """Return what the rail warned of when an order was placed, and why it was placed all the same."""
    return [
        {"title": _(str(one.get("title", ""))), "sentence": one.get("sentence", ""), "words": one.get("words", "")}
        for one in order.warnings
    ]


def _step(step: Step) -> RailStep:
    facts = [Fact(one.text, reverse("orders_order", args=[one.order]) if one.order else "") for one in step.evidence]
    certainty = _("perlu dicek ke naskah aslinya") if step.certainty == "known" else ""
    rule, since = step.source, format_day(step.since)
    return RailStep(_(step.title), step.verdict.value, step.sentence, rule, "", since, certainty, facts)


def _verdict(found: Rail, stops: list[Step]) -> str:
    if stops:
        return _("Belum boleh dipesan; perbaiki yang bertanda silang.")
    n = len(found.warnings)
    if not n:
        return _("Semua sesuai. Anda dapat memesan.")
    told = ngettext(
        "Boleh dipesan; %(n)s hal perlu dijawab dengan alasan.",
        "Boleh dipesan; %(n)s hal perlu dijawab dengan alasan.",
        n,
    )
    return told % {"n": format_number(n)}


def _stopped(stops: list[Step], shown: Preview, *, is_ready: bool) -> str:
    if shown.has_problem:
        return _("Ada produk yang belum dapat dipesan; ubah jumlahnya atau keluarkan.")
    if not is_ready:
        return _("Isi alamat dan waktu pengantaran dahulu.")
    return stops[0].sentence if stops else ""
