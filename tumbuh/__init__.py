"""Tumbuh: the platform on which a city grows its micro, small and medium enterprises."""

__version__ = "0.1.0"
