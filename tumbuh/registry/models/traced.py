"""What every row of the register has: where it came from, and that it is withdrawn, never deleted."""

import pgtrigger
from django.db import models
from django.db.models import Q

# A sealed id is filled once and then only sealed anew with another key, which is no change of what is known. The test
# stands in the trigger's WHEN, so that an import's own updates never call its function: pgtrigger opens a
# subtransaction in each call, and with 250,000 foreign keys waiting to be checked each of them took about 1 ms.
_CHANGED_BY_ANOTHER = """
    NEW.written_in_id IS NOT DISTINCT FROM OLD.written_in_id AND NEW.written_in_id IS NOT NULL
    AND to_jsonb(NEW) - ARRAY['nik_cipher', 'nik_hash', 'npwp_cipher', 'npwp_hash', 'key_tag']
        <> to_jsonb(OLD) - ARRAY['nik_cipher', 'nik_hash', 'npwp_cipher', 'npwp_hash', 'key_tag']
"""


def live_once(name: str, *fields: str, **filled: object) -> models.UniqueConstraint:
    """Return a constraint: `fields` are unique among the rows that were not withdrawn."""
    return models.UniqueConstraint(fields=fields, condition=Q(withdrawn_at=None, **filled), name=name)


def shape(name: str, field: str, pattern: str) -> models.CheckConstraint:
    """Return a constraint: the field is empty or has the shape of the pattern."""
    return models.CheckConstraint(condition=Q(**{field: ""}) | Q(**{f"{field}__regex": pattern}), name=name)


class Traced(models.Model):
    """
    A row of the register that says where it came from. Never deleted: withdrawn, which frees its unique names.

    `written_in` is the import whose values stand in the row. The database empties it as soon as anything else changes
    the row, so that undoing an import can see what was built on it since.
    """

    created_in = models.ForeignKey(
        "registry.RegisterImport", models.PROTECT, null=True, related_name="+", db_index=False
    )  # the two are read only to undo: an index on each of six tables would slow every import down
    written_in = models.ForeignKey(
        "registry.RegisterImport", models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False
    )
    created_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="reset_writer",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Condition(_CHANGED_BY_ANOTHER),
                func="NEW.written_in_id := NULL; RETURN NEW;",
            ),
        ]
