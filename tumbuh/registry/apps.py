"""Django's entry for the registry app."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """The registry app."""

    name = "tumbuh.registry"
    label = "registry"
