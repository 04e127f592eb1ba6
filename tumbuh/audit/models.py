"""The trail: who did what to which thing, when and why. Append-only, enforced by the database."""
