"""The eight stages of an e-order, and where one order stands in them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tumbuh.orders.rules.moves import OVER, State
from tumbuh.web.orders.parts import Step
from tumbuh.web.orders.words import short_moment

# Source: the user guide of e-Order (domain §4): key of the moment, the stage, who does it.
STAGES = (
    ("disposed", gettext_noop("Disposisi paket"), gettext_noop("PA/KPA")),
    ("prepared", gettext_noop("Dokumen"), gettext_noop("PPK")),
    ("taken_up", gettext_noop("Diterima"), gettext_noop("Pejabat Pengadaan")),
    ("delivered", gettext_noop("Dipesan dan dikirim"), gettext_noop("Pejabat Pengadaan dan penjual")),
    ("received", gettext_noop("Barang diperiksa"), gettext_noop("PPK")),
    ("payment", gettext_noop("Pembayaran"), gettext_noop("Bendahara")),
    ("debit", gettext_noop("Autodebet"), gettext_noop("PA/KPA")),
    ("closed", gettext_noop("Ditutup"), gettext_noop("PPK")),
)
_REACHED = {
    State.PLACED: 3,
    State.PART_OFFERED: 3,
    State.CONFIRMED: 3,
    State.PART_DELIVERED: 3,
    State.DELIVERED: 4,
    State.RECEIVED: 5,
    State.DEBIT_REQUESTED: 6,
    State.PAID: 7,
    State.CLOSED: 8,
}


def track(state: State | None, moments: Mapping[str, datetime | None], *, path: str = "") -> Sequence[Step]:
    """
    Return the stages with what is done. `state` None: no order yet, so the moments decide; `path` manual or autodebet.

    A declined or cancelled order stops where its moments end. A manual payment has no seventh stage.
    """
    if state is None or state in OVER - {State.CLOSED}:
        at = next((number for number, (key, *_) in enumerate(STAGES) if moments.get(key) is None), len(STAGES))
    else:
        at = _REACHED[state]
    now = "stopped" if state in {State.DECLINED, State.CANCELLED} else "now"
    steps = []
    for number, (key, label, who) in enumerate(STAGES):
        if key == "debit" and path == "manual":
            continue
        moment = moments.get(key)
        how = "done" if number < at else now if number == at else "todo"
        steps.append(Step(_(label), how, _(who), short_moment(moment) if moment else ""))
    return steps
