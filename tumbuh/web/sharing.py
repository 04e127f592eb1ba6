"""Words to send on: as a link that opens WhatsApp with them, which needs neither JavaScript nor an account of ours."""

from collections.abc import Iterable
from urllib.parse import quote

MOST_LETTERS = 1_500  # a longer address is cut off by old phones


def whatsapp(lines: Iterable[str]) -> str:
    """Return the address that opens WhatsApp with the lines; whole lines are left out of what would be too long."""
    kept: list[str] = []
    for line in lines:
        if sum(len(quote(one)) + 3 for one in [*kept, line]) > MOST_LETTERS:
            break
        kept.append(line)
    return "https://wa.me/?text=" + quote("\n".join(kept))
