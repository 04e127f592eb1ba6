"""What people are told, and the outbox that tells them once."""
