"""Django's entry for the accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The accounts app."""

    name = "tumbuh.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Begin to write sign-ins to the trail."""
        from tumbuh.accounts import sign_in  # noqa: F401 - its receivers connect when it is imported
