"""Django's entry for the procurement app."""

from django.apps import AppConfig


class ProcurementConfig(AppConfig):
    """The procurement app."""

    name = "tumbuh.procurement"
    label = "procurement"
