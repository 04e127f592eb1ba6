"""The packages that a procurement officer may buy from now. Read by needs."""

from tumbuh.accounts.models import User
from tumbuh.kernel.errors import Refused
from tumbuh.orders.models import Disposition
from tumbuh.orders.rules.moves import DispositionState


class NoPackageToBuyFrom(Refused):
    """There is no such package on its way."""

    code = "no_package_to_buy_from"


def disposition_to_buy_from(disposition_id: int) -> Disposition:
    """Return a disposition. Raises: NoPackageToBuyFrom."""
    found = Disposition.objects.filter(pk=disposition_id).first()
    if found is None:
        raise NoPackageToBuyFrom("Paket ini tidak ada; pilih paket dari daftar.")
    return found


def taken_up_by(user: User) -> list[Disposition]:
    """Return the packages that the person has taken up, the newest first."""
    own = Disposition.objects.filter(procurement_officer=user, state=DispositionState.TAKEN_UP.value)
    return list(own.order_by("-taken_up_at"))
