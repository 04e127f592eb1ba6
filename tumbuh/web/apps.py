"""Django's entry for the web app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The web app."""

    name = "tumbuh.web"
    label = "web"
