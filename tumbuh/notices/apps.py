"""Django's entry for the notices app."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """The notices app."""

    name = "tumbuh.notices"
    label = "notices"
