"""From a button to the service of its act, and back to words; the same for buyers and for sellers."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.http import Http404, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tumbuh.accounts.models import User
from tumbuh.orders import services
from tumbuh.orders.models import Order
from tumbuh.orders.rules.moves import Act
from tumbuh.web.orders import acts

_SERVICES: Mapping[Act, Callable[..., Order]] = {
    Act.CONFIRM: services.confirm,
    Act.CONFIRM_PART: services.confirm_part,
    Act.ACCEPT_PART: services.accept_part,
    Act.DECLINE: services.decline,
    Act.CANCEL: services.cancel,
    Act.WITHDRAW: services.withdraw,
    Act.DELIVER: services.deliver,
    Act.REJECT: services.reject,
    Act.REFUSE_DEBIT: services.refuse_debit,
    Act.CONFIRM_DEBIT: services.confirm_debit,
    Act.CLOSE: services.close,
}
_DONE: Mapping[Act, str] = {
    Act.CONFIRM: gettext_noop("Pesanan disanggupi; pembeli diberi kabar."),
    Act.CONFIRM_PART: gettext_noop("Jawaban terkirim; pembeli memilih menerima sebagian atau membatalkan."),
    Act.ACCEPT_PART: gettext_noop("Bagian itu diterima; penjual diberi kabar."),
    Act.DECLINE: gettext_noop("Pesanan ditolak; pembeli diberi kabar."),
    Act.CANCEL: gettext_noop("Pesanan dibatalkan; stok dan uangnya dilepas."),
    Act.WITHDRAW: gettext_noop("Anda mundur dari pesanan ini; pembeli diberi kabar."),
    Act.DELIVER: gettext_noop("Pengiriman tercatat; PPK diberi kabar untuk memeriksa."),
    Act.REJECT: gettext_noop("Kiriman ditolak seluruhnya; uangnya dilepas."),
    Act.REFUSE_DEBIT: gettext_noop("Permintaan dikembalikan kepada bendahara."),
    Act.CONFIRM_DEBIT: gettext_noop("Autodebet disetujui; penjual dibayar."),
    Act.CLOSE: gettext_noop("Pesanan ditutup; penjualannya masuk buku penjualan."),
}


def act_named(name: str) -> Act:
    """Return the act of an address. Raises: Http404 for one that no button does."""
    try:
        act = Act(name)
    except ValueError:
        raise Http404 from None
    if act not in _SERVICES:
        raise Http404
    return act


def perform(order: Order, act: Act, data: QueryDict, *, by: User, now: datetime) -> Any:
    """Do an act as its form says; return the form when it is not whole, else None. Raises: what the service refuses."""
    form = acts.form_for(act, order, data)
    given: dict[str, Any] = {}
    if form is not None:
        if not form.is_valid():
            return form
        given = {name: form.cleaned_data[name] for name in ("reason", "words") if name in form.cleaned_data}
        if hasattr(form, "quantities"):
            given["quantities"] = form.quantities()
    _SERVICES[act](order_id=order.pk, by=by, now=now, **given)
    return None


def done(act: Act) -> str:
    """Return what to tell who did it."""
    return _(_DONE[act])
