"""Needs of city units, who was told of them, sealed quotes, what was read of them and when, and what was chosen."""

import uuid

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from tumbuh.needs.rules.states import STATE_NAMES

_CHOICES = [(state.value, name) for state, name in STATE_NAMES.items()]
_STATES = ["draft", "open", "closed", "opened", "awarded", "failed", "withdrawn"]
_TOLD = (
    "sentence", "category_id", "quantity", "unit", "deliver_by_at", "address", "licences", "note", "closes_at",
    "disposition_id", "posted_by_id", "most_sellers",
)  # fmt: skip
_NEVER_DELETED = pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)
_APPEND_ONLY = pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)


class Need(models.Model):
    """What a unit needs, stated in a sentence, for one package that may be bought. Its moves: rules.states.MOVES."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    disposition = models.ForeignKey("orders.Disposition", models.PROTECT, related_name="+")
    unit_ref = models.CharField(max_length=64)
    sentence = models.TextField()  # as it was typed
    understood = models.JSONField(default=dict)  # part → value, words, how sure; as it was shown
    title = models.CharField(max_length=200)
    category = models.ForeignKey("catalogue.Category", models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField()
    unit = models.CharField(max_length=20)
    note = models.TextField(blank=True)
    licences = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    deliver_by_at = models.DateTimeField()
    address = models.CharField(max_length=300)
    area_code = models.CharField(max_length=13, blank=True)
    unit_ceiling_rupiah = models.PositiveBigIntegerField(null=True)
    total_ceiling_rupiah = models.PositiveBigIntegerField(null=True)
    most_sellers = models.PositiveSmallIntegerField(default=1)  # over how many it may be shared out
    state = models.CharField(max_length=10, choices=_CHOICES, default="draft")
    posted_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    posted_at = models.DateTimeField()
    opened_for_quotes_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    window_reason = models.CharField(max_length=300, blank=True)
    silent_minutes = models.PositiveIntegerField(default=0)
    urgent = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True)
    quotes_read_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="need_state_known", condition=Q(state__in=_STATES)),
            models.CheckConstraint(
                name="need_says_what", condition=Q(quantity__gt=0, title__gt="", unit__gt="", address__gt="")
            ),
            models.CheckConstraint(name="need_shared_among_some", condition=Q(most_sellers__gte=1)),
            models.CheckConstraint(
                name="need_window_whole",
                condition=Q(state__in=["draft", "withdrawn"])
                | Q(opened_for_quotes_at__isnull=False, closes_at__gt=F("opened_for_quotes_at")),
            ),
            models.CheckConstraint(
                name="need_closed_when_due",
                condition=Q(state__in=["draft", "open", "withdrawn"], closed_at=None)
                | Q(state__in=["closed", "opened", "awarded", "failed"], closed_at__gte=F("closes_at")),
            ),
            models.CheckConstraint(  # nothing is read before it is closed
                name="need_read_after_closing",
                condition=Q(state__in=["draft", "open", "closed", "failed", "withdrawn"], quotes_read_at=None)
                | Q(state__in=["opened", "awarded", "failed"], quotes_read_at__gte=F("closed_at")),
            ),
            models.CheckConstraint(
                name="need_end_whole",
                condition=Q(state__in=["awarded", "failed", "withdrawn"], ended_at__isnull=False)
                | Q(state__in=["draft", "open", "closed", "opened"], ended_at=None),
            ),
        ]
        indexes = [
            models.Index(fields=["unit_ref", "state"], name="need_of_unit"),
            models.Index(fields=["closes_at"], condition=Q(state="open"), name="need_due"),
        ]
        triggers = [
            _NEVER_DELETED,
            pgtrigger.Trigger(  # what sellers were told stays what they were told
                name="stays_as_told",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(old__opened_for_quotes_at__isnull=False),
                func="IF "
                + " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in _TOLD)
                + " THEN RAISE EXCEPTION 'what sellers were told stays as it was told'; END IF; RETURN NEW;",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def reference(self) -> str:
        """How the trail, notices and orders name it."""
        return f"needs.need:{self.public_id}"


class Invitation(models.Model):
    """How one seller stands to a need: told, waiting for its turn, or kept away and why."""

    STATES = [
        ("excluded", "Tidak memenuhi syarat"),
        ("waiting", "Menunggu giliran"),
        ("told", "Diundang"),
        ("skipped", "Belum menjawab"),
        ("declined", "Tidak ikut"),
    ]

    need = models.ForeignKey(Need, models.PROTECT, related_name="invitations")
    seller = models.ForeignKey("registry.Business", models.PROTECT, related_name="+")
    offer = models.ForeignKey("catalogue.Offer", models.PROTECT, related_name="+")  # what it was found by
    state = models.CharField(max_length=8, choices=STATES)
    turn = models.PositiveIntegerField()  # place in the fair turn
    wave = models.PositiveSmallIntegerField(null=True)
    exclusions = models.JSONField(default=list)  # of rules.eligibility: code, text, fix
    checked_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    people_told = models.PositiveSmallIntegerField(default=0)  # accounts of the seller that a notice went to
    read_at = models.DateTimeField(null=True)
    answer_by_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    decline_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["need", "seller"], name="invitation_once"),
            models.CheckConstraint(
                name="invitation_state_whole",
                condition=Q(state="excluded", told_at=None)
                | Q(state="waiting", told_at=None)
                | Q(state__in=["told", "skipped", "declined"], told_at__isnull=False, wave__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["seller", "state"], name="invitation_of_seller")]
        triggers = [_NEVER_DELETED]

    def __str__(self) -> str:
        return f"{self.need_id} {self.seller_id} {self.state}"


class Quote(models.Model):
    """
    One version of a seller's quote. Its figures lie in `sealed` alone until the quotes are opened; ADR on sealing.

    A new version supersedes the one before. `fingerprint` commits to the content from the moment it is sent.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    need = models.ForeignKey(Need, models.PROTECT, related_name="quotes")
    seller = models.ForeignKey("registry.Business", models.PROTECT, related_name="+")
    offer = models.ForeignKey("catalogue.Offer", models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField()
    sealed = models.TextField()
    fingerprint = models.CharField(max_length=64)
    sent_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)  # by a newer version, or taken back
    closing_exclusions = models.JSONField(default=list)  # eligibility as it was at closing
    opened_at = models.DateTimeField(null=True)
    quantity = models.PositiveIntegerField(null=True)
    unit_price_rupiah = models.PositiveBigIntegerField(null=True)
    goods_rupiah = models.PositiveBigIntegerField(null=True)
    packing_rupiah = models.PositiveBigIntegerField(null=True)
    delivery_rupiah = models.PositiveBigIntegerField(null=True)
    tax_rupiah = models.PositiveBigIntegerField(null=True)
    total_rupiah = models.PositiveBigIntegerField(null=True)
    note = models.TextField(blank=True)
    preference_permyriad = models.PositiveSmallIntegerField(default=0)  # KP of HEA, rounded down, for showing
    preference_reason = models.CharField(max_length=200, blank=True)
    evaluated_rupiah = models.PositiveBigIntegerField(null=True)  # HEA, rounded up; ranks only
    rank = models.PositiveSmallIntegerField(null=True)
    gap_rupiah = models.PositiveBigIntegerField(null=True)
    outcome = models.TextField(blank=True)  # what the seller is told

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["need", "seller", "version"], name="quote_version_once"),
            models.UniqueConstraint(
                fields=["need", "seller"], condition=Q(superseded_at=None), name="quote_current_once"
            ),
            models.CheckConstraint(
                name="quote_opened_whole",
                condition=Q(
                    opened_at=None, quantity=None, unit_price_rupiah=None, goods_rupiah=None, packing_rupiah=None,
                    delivery_rupiah=None, tax_rupiah=None, total_rupiah=None, rank=None, note="", outcome="",
                )
                | Q(
                    opened_at__isnull=False, quantity__gt=0, unit_price_rupiah__gt=0, superseded_at=None,
                    total_rupiah=F("goods_rupiah") + F("packing_rupiah") + F("delivery_rupiah") + F("tax_rupiah"),
                ),
            ),
        ]  # fmt: skip
        triggers = [
            _NEVER_DELETED,
            pgtrigger.ReadOnly(
                name="sent_is_sent",
                fields=[
                    "public_id", "need", "seller", "offer", "version", "sealed", "fingerprint", "sent_by", "sent_at",
                ],
            ),
            pgtrigger.Trigger(  # the database, too, reveals nothing and takes nothing out of time
                name="sealed_until_closed",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                declare=[("state", "text")],
                func=(
                    "SELECT n.state INTO state FROM needs_need n WHERE n.id = NEW.need_id; "
                    "IF NEW.opened_at IS NOT NULL AND state NOT IN ('closed', 'opened', 'awarded', 'failed') THEN "
                    "RAISE EXCEPTION 'a sealed quote is opened after closing only'; END IF; "
                    "IF TG_OP = 'INSERT' AND state <> 'open' THEN "
                    "RAISE EXCEPTION 'a quote is sent while the need is open only'; END IF; RETURN NEW;"
                ),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.need_id} {self.seller_id} v{self.version}"


class SealReading(models.Model):
    """That a sealed quote was read: by whom, when and why. Written in the same transaction as the reading."""

    PURPOSES = [("own", "Penjual membaca penawarannya sendiri"), ("opening", "Pembukaan penawaran")]

    quote = models.ForeignKey(Quote, models.PROTECT, related_name="readings")
    purpose = models.CharField(max_length=8, choices=PURPOSES)
    read_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    read_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="seal_reading_purpose", condition=Q(purpose__in=["own", "opening"]))]
        triggers = [_APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.quote_id} {self.purpose}"


class OpeningConsent(models.Model):
    """That one person asked to open the quotes of a need; above a limit it takes two different people."""

    need = models.ForeignKey(Need, models.PROTECT, related_name="consents")
    given_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["need", "given_by"], name="opening_consent_once")]
        triggers = [_APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.need_id} {self.given_by_id}"


class Award(models.Model):
    """What one seller was given of a need, and why this one. `order_reference`: the order that came of it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    need = models.ForeignKey(Need, models.PROTECT, related_name="awards")
    quote = models.OneToOneField(Quote, models.PROTECT, related_name="award")
    quantity = models.PositiveIntegerField()
    total_rupiah = models.PositiveBigIntegerField()  # landed
    reason = models.CharField(max_length=16)  # rules.ranking.REASONS
    reason_text = models.TextField(blank=True)
    order_reference = models.CharField(max_length=160, blank=True)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="award_reasoned",
                condition=Q(quantity__gt=0) & (Q(reason="cheapest") | Q(reason__gt="", reason_text__gt="")),
            )
        ]
        triggers = [_APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.need_id} {self.quantity}"


class Question(models.Model):
    """One question of a seller about a need, without its name, and the answer that goes to all who were told."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    need = models.ForeignKey(Need, models.PROTECT, related_name="questions")
    seller = models.ForeignKey("registry.Business", models.PROTECT, related_name="+")
    text = models.TextField()
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="question_says_something", condition=Q(text__gt="")),
            models.CheckConstraint(
                name="answer_whole",
                condition=Q(answer="", answered_by=None, answered_at=None)
                | Q(answer__gt="", answered_by__isnull=False, answered_at__isnull=False),
            ),
        ]
        triggers = [
            _NEVER_DELETED,
            pgtrigger.Protect(
                name="answered_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]
