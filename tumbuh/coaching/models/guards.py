"""What the database refuses in every table of coaching."""

import pgtrigger
from django.db import models
from django.db.models import Q

NEVER_DELETED = pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)
APPEND_ONLY = pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)


def once_per_client(name: str) -> models.UniqueConstraint:
    """Return a constraint: what a device sent under one id is kept once, however often it is sent again."""
    return models.UniqueConstraint(fields=["client_id"], condition=Q(client_id__gt=""), name=name)
