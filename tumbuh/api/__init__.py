"""The door of machines: JSON under /api/v1/, OpenAPI 3.1, refusals as problem+json (RFC 9457)."""
