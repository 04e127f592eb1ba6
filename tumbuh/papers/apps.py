"""Django's entry for the papers app."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    """The papers app."""

    name = "tumbuh.papers"
    label = "papers"
