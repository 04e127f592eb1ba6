"""Where buyers see an offer or a seller: the shop's public addresses, which stand on printed cards and in messages."""

from uuid import UUID

from django.urls import is_valid_path


def product_address(public_id: UUID) -> str:
    """Return the path of an offer's page in the shop; "" where the pages in use have no shop."""
    return _known(f"/katalog/{public_id}/")


def seller_address(public_id: UUID) -> str:
    """Return the path of a seller's page in the shop; "" where the pages in use have no shop."""
    return _known(f"/katalog/penjual/{public_id}/")


def _known(path: str) -> str:
    return path if is_valid_path(path) else ""
