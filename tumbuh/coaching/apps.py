"""Django's entry for the coaching app."""

from django.apps import AppConfig


class CoachingConfig(AppConfig):
    """The coaching app."""

    name = "tumbuh.coaching"
    label = "coaching"
