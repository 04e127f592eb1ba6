"""Django's entry for the channels app."""

from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    """The channels app."""

    name = "tumbuh.channels"
    label = "channels"
