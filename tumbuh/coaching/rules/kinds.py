"""
The seven services of Jakpreneur, by name. Pure.

Their numbers are not used as keys: one official article swaps P2 and P3 (domain §4 [F65]), so "P2" alone is refused.
"""

from enum import StrEnum

from tumbuh.kernel.errors import Refused


class ServiceKind(StrEnum):
    """One kind of service that an owner may receive, in any order."""

    REGISTRATION = "registration"
    TRAINING = "training"
    MENTORING = "mentoring"
    LICENSING = "licensing"
    MARKETING = "marketing"
    REPORTING = "reporting"
    CAPITAL = "capital"


class UnknownService(Refused):
    """The text names none of the services, or two of them."""

    code = "unknown_service"


_NAMES: dict[ServiceKind, str] = {
    ServiceKind.REGISTRATION: "Pendaftaran",
    ServiceKind.TRAINING: "Pelatihan",
    ServiceKind.MENTORING: "Pendampingan",
    ServiceKind.LICENSING: "Perizinan",
    ServiceKind.MARKETING: "Pemasaran",
    ServiceKind.REPORTING: "Pelaporan keuangan",
    ServiceKind.CAPITAL: "Permodalan",
}
SERVICE_NAMES = [(kind.value, name) for kind, name in _NAMES.items()]
SERVICE_CODES = [kind.value for kind in _NAMES]
_ALIASES: dict[str, ServiceKind] = {
    **{name.lower(): kind for kind, name in _NAMES.items()},
    **{kind.value: kind for kind in _NAMES},
    "p1": ServiceKind.REGISTRATION,
    "p4": ServiceKind.LICENSING,
    "p5": ServiceKind.MARKETING,
    "p6": ServiceKind.REPORTING,
    "p7": ServiceKind.CAPITAL,
    "bimtek": ServiceKind.TRAINING,
    "pembukuan": ServiceKind.REPORTING,
    "pembiayaan": ServiceKind.CAPITAL,
    "izin": ServiceKind.LICENSING,
    "penyuluhan": ServiceKind.MENTORING,
}


def service_name(kind: str) -> str:
    """Return what people call a service."""
    return _NAMES[ServiceKind(kind)]


def service_of(text: str) -> ServiceKind:
    """
    Return the service of what an agency wrote: "Pelatihan", "P2 Pelatihan", "P4". The name counts, not the number.

    Raises: UnknownService for P2 and P3 without a name, and for what names no service.
    """
    words = " ".join(text.lower().replace("-", " ").replace(":", " ").split())
    if words in _ALIASES:
        return _ALIASES[words]
    head, _, rest = words.partition(" ")
    if rest in _ALIASES and len(head) == 2 and head[0] == "p" and head[1].isdigit():
        return _ALIASES[rest]
    if words in {"p2", "p3"}:
        raise UnknownService(
            f"“{text}” tidak pasti: urutan P2 dan P3 berbeda antara dua sumber resmi. Tulis namanya: Pelatihan atau "
            "Pendampingan."
        )
    raise UnknownService(f"Layanan “{text}” tidak dikenal; yang ada: {', '.join(_NAMES.values())}.")
