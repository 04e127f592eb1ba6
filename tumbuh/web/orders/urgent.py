"""What had to be bought at once, at night or in need, outside the catalogue: recorded with its picture and reason."""

import mimetypes
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tumbuh.accounts.permissions import Permission
from tumbuh.kernel.periods import WIB, day_in_wib
from tumbuh.orders import queries, seeing, services
from tumbuh.orders.storing import MOST_BYTES, kept_bytes
from tumbuh.orders.terms import number
from tumbuh.procurement.lookup import unit_names
from tumbuh.web.doors import door, person
from tumbuh.web.orders.asking import RupiahField
from tumbuh.web.orders.words import moment_in_words
from tumbuh.web.uploads import SizedFileField

_SHOWN = 50
_PICTURES = "image/jpeg,image/png,image/webp"


class UrgentForm(forms.Form):
    """What was bought, from whom, when, for how much, why, and a picture of it or of its receipt."""

    package = forms.ChoiceField(label=gettext_lazy("Paket RUP"))
    name = forms.CharField(label=gettext_lazy("Apa yang dibeli"), max_length=200)
    vendor = forms.CharField(label=gettext_lazy("Dibeli dari"), max_length=200)
    value = RupiahField(label=gettext_lazy("Jumlah (rupiah)"))
    receipt_number = forms.CharField(label=gettext_lazy("Nomor struk atau nota"), max_length=80)
    day = forms.DateField(
        label=gettext_lazy("Hari dibeli"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    time = forms.TimeField(
        label=gettext_lazy("Pukul (WIB)"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    words = forms.CharField(
        label=gettext_lazy("Mengapa tidak dapat menunggu"), max_length=1_000, widget=forms.Textarea({"rows": 2})
    )
    photo = SizedFileField(
        label=gettext_lazy("Foto barang atau struk"), advice=gettext_lazy("kirim foto yang lebih kecil."),
        accept=_PICTURES, limit_bytes=MOST_BYTES,
    )  # fmt: skip

    def __init__(self, *args: Any, packages: list[tuple[str, str]], now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["package"].choices = packages  # type: ignore[attr-defined]
        self._now = now

    def clean_time(self) -> Any:
        """Refuse a moment that is still to come. Raises: ValidationError."""
        time, day = self.cleaned_data["time"], self.cleaned_data.get("day")
        if day is not None and datetime.combine(day, time, tzinfo=WIB) > self._now:
            raise ValidationError(_("Waktu belanja belum lewat; isi hari dan jam yang sebenarnya."))
        return time

    def moment(self) -> datetime:
        """Return when it was bought; the form is valid."""
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"], tzinfo=WIB)


@door(Permission.ORDERS_PLACE, methods=("GET", "POST"))
def urgent(request: HttpRequest) -> HttpResponse:
    """Ask what was bought in need, and list what was recorded before."""
    now, who = timezone.now(), person(request)
    own = seeing.dispositions_seen(who, now=now, permission=Permission.ORDERS_PLACE)
    packages = {one.plan_code: one for one in own.exclude(state="returned")}
    form = UrgentForm(
        request.POST or None,
        request.FILES or None,
        packages=[(code, f"{code} {one.package_name}".strip()) for code, one in packages.items()],
        now=now,
        initial={"day": now.astimezone(WIB).date()},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = services.record_urgent_buy(
            bought=services.Bought(
                unit=packages[given["package"]].unit_ref,
                name=given["name"],
                receipt_number=given["receipt_number"],
                bought_at=form.moment(),
                value_rupiah=given["value"],
                plan_code=given["package"],
                vendor_name=given["vendor"],
            ),
            words=given["words"],
            photo=(given["photo"].name, given["photo"].read()),
            by=who,
            now=now,
        )
        late = _("Tercatat, tetapi terlambat; alasannya akan dibaca pemeriksa.")
        messages.success(request, _("Belanja mendesak tercatat.") if made.in_time else late)
        return redirect("orders_urgent")
    context = {
        "lead": _("Boleh di luar katalog bila tidak dapat menunggu, dicatat dalam %(n)s jam dengan foto dan alasan.")
        % {"n": number("record_within", day_in_wib(now))},
        "form": form if packages else None,
        "rows": _rows(request, now),
    }
    return render(request, "orders/urgent.html", context, status=400 if form.errors else 200)


@door(Permission.ORDERS_VIEW)
def photo(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the picture of an urgent buy to who sees its unit."""
    found = _seen(request, timezone.now()).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    content_type = mimetypes.guess_type(found.file)[0] or "application/octet-stream"
    return HttpResponse(kept_bytes(found.file), content_type=content_type)


def _seen(request: HttpRequest, now: datetime) -> Any:
    units = seeing.unit_codes(person(request), Permission.ORDERS_VIEW, on=day_in_wib(now))
    found = queries.urgent_buys()
    return found if units is None else found.filter(unit_ref__in=units)


def _rows(request: HttpRequest, now: datetime) -> list[dict[str, Any]]:
    found = list(_seen(request, now)[:_SHOWN])
    names = unit_names({one.unit_ref for one in found})
    return [
        {
            "bought": moment_in_words(one.bought_at),
            "unit": names.get(one.unit_ref, one.unit_ref),
            "words": one.words,
            "by": str(one.recorded_by),
            "in_time": one.in_time,
            "photo": reverse("orders_urgent_photo", args=[one.public_id]),
        }
        for one in found
    ]
