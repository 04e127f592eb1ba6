"""Django's entry for the production app."""

from django.apps import AppConfig


class ProductionConfig(AppConfig):
    """The production app."""

    name = "tumbuh.production"
    label = "production"
