"""Certificates of local content (TKDN) and company benefit weight (BMP): what they say on a day. Pure."""

from dataclasses import dataclass
from datetime import date

from tumbuh.kernel.errors import Refused

WHOLE_PERMYRIAD = 10_000


class BadCertificate(Refused):
    """The certificate's values cannot be true."""

    code = "bad_certificate"


@dataclass(frozen=True)
class Certificate:
    """One TKDN certificate. Shares are permyriad (57,62 % = 5762). `valid_to` None: no end is written on it."""

    number: str
    local_content_permyriad: int
    benefit_permyriad: int
    valid_from: date
    valid_to: date | None

    def __post_init__(self) -> None:
        for name, value in (("TKDN", self.local_content_permyriad), ("BMP", self.benefit_permyriad)):
            if not 0 <= value <= WHOLE_PERMYRIAD:
                raise BadCertificate(f"Nilai {name} pada sertifikat {self.number} harus di antara 0 dan 100 %.")
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise BadCertificate(f"Sertifikat {self.number} berakhir sebelum mulai berlaku; periksa tanggalnya.")

    def holds(self, on: date) -> bool:
        """Return whether it is valid on a day; the first and the last day count."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


def local_content_on(certificate: Certificate | None, on: date) -> int | None:
    """Return the TKDN in permyriad that is proved on a day; None without a certificate that holds."""
    if certificate is None or not certificate.holds(on):
        return None
    return certificate.local_content_permyriad


def benefit_on(certificate: Certificate | None, on: date, *, most_permyriad: int) -> int:
    """Return the BMP that may be added on a day, never more than the law gives for it. Source: policies, "bmp_most"."""
    if certificate is None or not certificate.holds(on):
        return 0
    return min(certificate.benefit_permyriad, most_permyriad)
