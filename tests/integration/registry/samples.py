"""Rows that the tests of the register begin with, and the register's state to compare."""

from datetime import UTC, datetime
from typing import Any

from tumbuh.registry.models import REGISTER_TABLES

NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
HEADER = ["Nama Pemilik", "NIK", "No HP", "Nama Usaha", "NIB", "KBLI", "Tgl Terdaftar", "Kelurahan", "Modal", "Omzet"]
SITI = [
    "Siti Aminah",
    "3171014405800001",
    "081234567890",
    "Warung Siti",
    "9120106900275",
    "56102",
    "05/03/2020",
    "Gambir",
    "",
    "Rp300.000.000",
]
BUDI = [
    "Budi Santoso",
    "3171011203750002",
    "081298765432",
    "Keripik Budi",
    "9120106900276",
    "10794",
    "10/06/2023",
    "Cideng",
    "50000000",
    "",
]


def live_state() -> dict[str, list[tuple[Any, ...]]]:
    """Return every live row of the register in full, table by table."""
    return {
        model.__name__: sorted(
            model._default_manager.filter(withdrawn_at=None).values_list(
                *(f.attname for f in model._meta.concrete_fields)
            ),
            key=str,
        )
        for model in REGISTER_TABLES
    }
