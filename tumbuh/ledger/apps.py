"""Django's entry for the ledger app."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The ledger app."""

    name = "tumbuh.ledger"
    label = "ledger"
