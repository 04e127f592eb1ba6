"""Django's entry for the insight app."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    """The insight app."""

    name = "tumbuh.insight"
    label = "insight"
