"""Lists of products that sellers uploaded, with what became of each row."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import Q


class ProductUpload(models.Model):
    """One uploaded list. Its good rows became drafts, its bad ones wait here under "hold" until they are mended."""

    POLICIES = [
        ("stop", "Jangan masukkan apa pun"),
        ("skip", "Lewati baris yang salah"),
        ("hold", "Tahan baris yang salah untuk diperbaiki"),
    ]

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    business = models.ForeignKey("registry.Business", models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    policy = models.CharField(max_length=4, choices=POLICIES)
    added = models.PositiveIntegerField()  # rows that became drafts when the file came in
    bad_rows = models.JSONField()  # [{number, cells, flaws: [[column, message]], offer: public id once mended}]
    uploaded_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="upload_policy_known", condition=Q(policy__in=["stop", "skip", "hold"])),
            models.CheckConstraint(name="upload_named", condition=Q(file_name__gt="")),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(  # only what waits in it changes, when it is mended
                name="stays_as_uploaded",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["bad_rows"]),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name
