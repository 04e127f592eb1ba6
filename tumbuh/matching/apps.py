"""Django's entry for the matching app."""

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    """The matching app."""

    name = "tumbuh.matching"
    label = "matching"
