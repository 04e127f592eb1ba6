"""What can be done in the e-order: dispose a package, choose, order, answer, deliver, receive, pay, close."""

from tumbuh.orders.afterwards import Reordered, reorder, reply_to_review, review
from tumbuh.orders.answering import accept_part, cancel, confirm, confirm_part, decline, withdraw
from tumbuh.orders.basketing import BasketPlaced, fill_basket, put_in_basket, set_delivery
from tumbuh.orders.billing import end_tax_paper, note_tax_paper, send_invoice
from tumbuh.orders.changing import LineChange, answer_change, propose_change, say
from tumbuh.orders.closing import close
from tumbuh.orders.delivering import deliver
from tumbuh.orders.disposing import add_file, dispose, end_disposition, prepare, return_disposition, take_up
from tumbuh.orders.paying import confirm_debit, pay, refuse_debit, request_debit
from tumbuh.orders.placing import Terms, Wanted, place, place_awarded
from tumbuh.orders.receiving import Counted, Photo, receive, reject
from tumbuh.orders.recording import Bought, record_urgent_buy
from tumbuh.orders.reputation import decide_report, report_review
from tumbuh.orders.returning import BadReturn, note_return
from tumbuh.orders.writing import Placed

__all__ = [
    "BadReturn",
    "BasketPlaced",
    "Bought",
    "Counted",
    "LineChange",
    "Photo",
    "Placed",
    "Reordered",
    "Terms",
    "Wanted",
    "accept_part",
    "add_file",
    "answer_change",
    "cancel",
    "close",
    "confirm",
    "confirm_debit",
    "confirm_part",
    "decide_report",
    "decline",
    "deliver",
    "dispose",
    "end_disposition",
    "end_tax_paper",
    "fill_basket",
    "note_return",
    "note_tax_paper",
    "pay",
    "place",
    "place_awarded",
    "prepare",
    "propose_change",
    "put_in_basket",
    "receive",
    "record_urgent_buy",
    "refuse_debit",
    "reject",
    "reorder",
    "reply_to_review",
    "report_review",
    "request_debit",
    "return_disposition",
    "review",
    "say",
    "send_invoice",
    "set_delivery",
    "take_up",
    "withdraw",
]
