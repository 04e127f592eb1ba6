"""What the ledger's pages ask for."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tumbuh.catalogue.models import OriginEvidence, Product
from tumbuh.catalogue.rules import EvidenceKind
from tumbuh.ledger.models import BY_FILE
from tumbuh.ledger.services import NewProof
from tumbuh.web.uploads import SizedFileField

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
NEW = "new"


class UploadForm(forms.Form):
    """An export of a shop's orders."""

    file = SizedFileField(
        label=_("Berkas pesanan"),
        help_text=_("Berkas ekspor pesanan dari pusat penjual, .xlsx atau .csv. Data pembeli tidak kami simpan."),
        error_messages={
            "required": _("Pilih berkas dahulu."),
            "empty": _("Berkas kosong (0 bita). Unduh ulang dari pusat penjual lalu unggah lagi."),
        },
        accept=".csv,.xlsx,.txt",
        advice=_("bagi per bulan, lalu unggah satu per satu."),
    )


class SearchForm(forms.Form):
    """Words to look for."""

    q = forms.CharField(label=_("Cari"), required=False, max_length=100)

    def __init__(self, *args: Any, label: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label:
            self.fields["q"].label = label

    def words(self) -> str:
        """Return what to look for; what cannot be understood counts as nothing."""
        return str(self.cleaned_data.get("q", "")) if self.is_valid() else ""


class ShopForm(forms.Form):
    """A shop to open for a business."""

    channel = forms.ChoiceField(label=_("Lokapasar"), choices=BY_FILE)
    external_id = forms.CharField(
        label=_("ID toko"), max_length=60, help_text=_("Seperti tertulis di pusat penjual, misalnya 88112233.")
    )
    name = forms.CharField(label=_("Nama toko"), max_length=200)


class QuarantineFilter(forms.Form):
    """Which waiting rows to list."""

    q = forms.CharField(label=_("Toko"), required=False, max_length=100)
    reason = forms.ChoiceField(label=_("Sebab"), required=False)

    def __init__(self, *args: Any, reasons: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [("", _("Semua sebab")), *reasons]  # type: ignore[attr-defined]


class ProofForm(forms.Form):
    """A proof of a product's origin."""

    proof = forms.ChoiceField(label=_("Bukti asal"), choices=OriginEvidence.KINDS)
    reference = forms.CharField(
        label=_("Nomor"),
        required=False,
        max_length=120,
        help_text=_("Nomor sertifikat, izin, atau NIB. Kosongkan untuk kunjungan dan pernyataan."),
    )
    share = forms.DecimalField(
        label=_("Nilai TKDN (%)"),
        required=False,
        min_value=0,
        max_value=100,
        decimal_places=2,
        localize=True,
        help_text=_("Hanya untuk sertifikat TKDN, misalnya 57,62."),
    )
    valid_from = forms.DateField(label=_("Berlaku sejak"), widget=_DAY)
    valid_to = forms.DateField(label=_("Berlaku sampai"), required=False, widget=_DAY, help_text=_("Boleh kosong."))

    def proof_given(self) -> NewProof:
        """Return the proof that was filled in."""
        given = self.cleaned_data
        return NewProof(
            kind=EvidenceKind(given["proof"]),
            valid_from=given["valid_from"],
            reference=given["reference"],
            valid_to=given["valid_to"],
            share_permyriad=int(given["share"] * 100) if given["share"] is not None else None,
        )


class MapForm(ProofForm):
    """Which product a SKU is: one of the business, or a new one with its proof."""

    product = forms.ChoiceField(label=_("Produk"), widget=forms.RadioSelect)
    name = forms.CharField(label=_("Nama produk baru"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Asal barang"), choices=Product.KINDS, required=False)
    all_variations = forms.BooleanField(label=_("Berlaku untuk semua variasi SKU ini"), required=False, initial=True)
    field_order = ("product", "name", "kind")

    def __init__(self, *args: Any, products: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["product"].choices = [*products, (NEW, _("Produk baru"))]  # type: ignore[attr-defined]
        self.fields["proof"].choices = [("", _("Belum ada bukti")), *OriginEvidence.KINDS]  # type: ignore[attr-defined]
        self.fields["proof"].required = False
        self.fields["valid_from"].required = False

    def clean(self) -> dict[str, Any]:
        """Ask for what a new product needs."""
        given = super().clean() or {}
        if given.get("product") == NEW:
            if not given.get("name"):
                self.add_error("name", _("Isi nama produk baru."))
            if given.get("proof") and not given.get("valid_from") and "valid_from" not in self.errors:
                self.add_error("valid_from", _("Isi sejak kapan bukti ini berlaku."))
        return given

    def is_new(self) -> bool:
        """Return whether a product is to be made."""
        return bool(self.cleaned_data["product"] == NEW)

    def proof_of_new(self) -> NewProof | None:
        """Return the new product's proof, or None when there is none yet."""
        return self.proof_given() if self.cleaned_data["proof"] else None
