"""The register: owners, businesses, who owns what since when, their sites, licences and class; and how rows came in."""

from tumbuh.registry.models.imports import RegisterChange, RegisterImport, RegisterImportRow
from tumbuh.registry.models.register import (
    REGISTER_TABLES,
    Business,
    ClassAssessment,
    Licence,
    Owner,
    Ownership,
    Site,
)
from tumbuh.registry.models.traced import Traced

__all__ = [
    "REGISTER_TABLES",
    "Business",
    "ClassAssessment",
    "Licence",
    "Owner",
    "Ownership",
    "RegisterChange",
    "RegisterImport",
    "RegisterImportRow",
    "Site",
    "Traced",
]
