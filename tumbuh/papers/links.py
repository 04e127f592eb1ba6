"""The address on a document by which anyone checks it."""

from urllib.parse import urljoin

from django.conf import settings


def check_path(code: str) -> str:
    """Return the page that checks a document, within our own pages."""
    return f"/periksa/{code}/"


def check_url(code: str) -> str:
    """Return the full address of the page that checks a document."""
    return urljoin(settings.PUBLIC_URL, check_path(code))
