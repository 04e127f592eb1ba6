"""Order, receipt and invoice must say the same before money moves. Pure."""

from dataclasses import dataclass

from tumbuh.kernel.errors import Refused
from tumbuh.kernel.money import format_rupiah


class InvoiceDiffers(Refused):
    """The seller's invoice asks for another amount than what was received costs."""

    code = "invoice_differs"


@dataclass(frozen=True)
class ThreeWay:
    """What was ordered, what was received and what is asked for; landed rupiah. `invoiced` None: no own invoice."""

    ordered_rupiah: int
    received_rupiah: int
    invoiced_rupiah: int | None
    tolerance_rupiah: int

    @property
    def short_rupiah(self) -> int:
        """What was ordered and not received."""
        return self.ordered_rupiah - self.received_rupiah

    @property
    def difference_rupiah(self) -> int:
        """What the invoice asks above (or below) what was received; 0 when the platform's own bill is used."""
        return 0 if self.invoiced_rupiah is None else self.invoiced_rupiah - self.received_rupiah

    @property
    def agrees(self) -> bool:
        """Whether money may move. Less than what was received is never a reason to wait; it is paid as received."""
        return abs(self.difference_rupiah) <= self.tolerance_rupiah


def check_agrees(match: ThreeWay) -> None:
    """Pass when the three agree within the tolerance. Raises: InvoiceDiffers."""
    if not match.agrees:
        raise InvoiceDiffers(
            f"Tagihan penjual {format_rupiah(match.invoiced_rupiah)}, yang diterima senilai "
            f"{format_rupiah(match.received_rupiah)}. Minta penjual mengirim tagihan yang sesuai berita acara."
        )
