"""Django's entry for the catalogue app."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """The catalogue app."""

    name = "tumbuh.catalogue"
    label = "catalogue"
