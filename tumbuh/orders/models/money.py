"""Invoices, debits asked for, payments, the tax papers of sellers, and the sales that wait for the ledger."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import F, Q


class Invoice(models.Model):
    """The seller's bill for an order; the match of order, receipt and invoice reads it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    order = models.ForeignKey("orders.Order", models.PROTECT, related_name="invoices")
    number = models.CharField(max_length=80)
    rupiah = models.BigIntegerField()  # landed: with packing, delivery and tax
    issued_on = models.DateField()
    tax_invoice_number = models.CharField(max_length=40, blank=True)  # faktur pajak of a PKP
    sent_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="invoice_whole", condition=Q(number__gt="", rupiah__gt=0)),
            models.UniqueConstraint(fields=["order"], condition=Q(replaced_at=None), name="invoice_current_once"),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="stays_as_sent", fields=["order", "number", "rupiah", "issued_on", "sent_by"]),
        ]

    def __str__(self) -> str:
        return self.number


class DebitRequest(models.Model):
    """That a treasurer asked the budget owner for an autodebet, and the answer."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    order = models.ForeignKey("orders.Order", models.PROTECT, related_name="debit_requests")
    rupiah = models.BigIntegerField()
    tax_slip_number = models.CharField(max_length=80, blank=True)
    requested_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    state = models.CharField(max_length=10, default="waiting")
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    words = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="debitrequest_answer_whole",
                condition=Q(state="waiting", answered_by=None, answered_at=None)
                | Q(state__in=["confirmed", "refused"], answered_by__isnull=False, answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="debitrequest_four_eyes", condition=Q(answered_by=None) | ~Q(answered_by=F("requested_by"))
            ),
            models.UniqueConstraint(fields=["order"], condition=Q(state="waiting"), name="debitrequest_open_once"),
        ]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.rupiah} {self.state}"


class Payment(models.Model):
    """What was paid for an order: gross, withheld by kind of tax, net; with proof. One per order."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    order = models.OneToOneField("orders.Order", models.PROTECT, related_name="payment")
    path = models.CharField(max_length=10)
    gross_rupiah = models.BigIntegerField()
    withheld_rupiah = models.BigIntegerField()
    taxes = models.JSONField(default=list)  # rules.tax.Withheld, with base, rate and rule
    paid_on = models.DateField()
    proof_number = models.CharField(max_length=80)
    proof_file = models.CharField(max_length=200, blank=True)  # path under PRIVATE_ROOT
    proof_sha256 = models.CharField(max_length=64, blank=True)
    tax_slip_number = models.CharField(max_length=80, blank=True)
    paid_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    paid_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="payment_path_known", condition=Q(path__in=["manual", "autodebet"])),
            models.CheckConstraint(
                name="payment_amounts",
                condition=Q(gross_rupiah__gt=0, withheld_rupiah__gte=0, gross_rupiah__gte=F("withheld_rupiah")),
            ),
            models.CheckConstraint(name="payment_proved", condition=Q(proof_number__gt="")),
            models.CheckConstraint(  # what is withheld has its slip
                name="payment_slip_of_withheld", condition=Q(withheld_rupiah=0) | Q(tax_slip_number__gt="")
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.proof_number

    @property
    def net_rupiah(self) -> int:
        """What the seller got."""
        return self.gross_rupiah - self.withheld_rupiah


class TaxPaper(models.Model):
    """A paper that changes what is withheld from a seller: PP 55/2022, PMK 164/2023. Ended, never deleted."""

    KINDS = [
        ("final_certificate", "Surat keterangan PPh final 0,5 %"),
        ("under_limit", "Surat pernyataan omzet orang pribadi belum di atas Rp500 juta"),
    ]

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    business = models.ForeignKey("registry.Business", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=KINDS)
    number = models.CharField(max_length=80)
    valid_from = models.DateField()
    valid_to = models.DateField()
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="taxpaper_whole",
                condition=Q(
                    kind__in=["final_certificate", "under_limit"], number__gt="", valid_to__gte=F("valid_from")
                ),
            ),
            models.UniqueConstraint(
                fields=["business", "kind", "number"], condition=Q(ended_at=None), name="taxpaper_once"
            ),
        ]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class SaleEntry(models.Model):
    """An order whose sale is to be written to the ledger, or was: the outbox between the database and the lake."""

    order = models.ForeignKey("orders.Order", models.PROTECT, related_name="sale_entries")
    version = models.PositiveSmallIntegerField()  # 1: the sale; later ones restate it
    queued_at = models.DateTimeField()
    entered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "version"], name="saleentry_once")]
        indexes = [models.Index(fields=["id"], name="saleentry_waiting", condition=Q(entered_at=None))]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.order_id}/{self.version}"
