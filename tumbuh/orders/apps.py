"""Django's entry for the orders app."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    """The orders app."""

    name = "tumbuh.orders"
    label = "orders"
