"""What each field of the trail is."""

from tumbuh.kernel.privacy import Mark

FIELDS: dict[str, Mark] = {
    f"AuditEvent.{name}": Mark.INTERNAL for name in ("id", "event", "at", "by", "target", "reason", "detail")
} | {f"AuditSeal.{name}": Mark.PUBLIC for name in ("id", "number", "last_event_id", "events", "digest", "sealed_at")}
