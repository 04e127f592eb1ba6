"""What can be done with needs: state, ask, quote, close, open, choose."""

from tumbuh.needs.awarding import award, propose
from tumbuh.needs.closing import answer, close, fail, open_quotes
from tumbuh.needs.posting import NeedValues, ask_sellers, change_draft, state_need, withdraw
from tumbuh.needs.quoting import QuoteValues, ask, decline, note_read, send_quote, take_back
from tumbuh.needs.reading import read_own
from tumbuh.needs.waves import pass_on

__all__ = [
    "NeedValues",
    "QuoteValues",
    "answer",
    "ask",
    "ask_sellers",
    "award",
    "change_draft",
    "close",
    "decline",
    "fail",
    "note_read",
    "open_quotes",
    "pass_on",
    "propose",
    "read_own",
    "send_quote",
    "state_need",
    "take_back",
    "withdraw",
]
