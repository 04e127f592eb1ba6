"""What can be done in the e-order: dispose a package, choose, order, answer, deliver, receive, pay, close."""

from tumbuh.orders.answering import accept_part, cancel, confirm, confirm_part, decline, withdraw
from tumbuh.orders.basketing import BasketPlaced, put_in_basket, set_delivery
from tumbuh.orders.closing import close
from tumbuh.orders.delivering import deliver
from tumbuh.orders.disposing import add_file, dispose, end_disposition, prepare, return_disposition, take_up
from tumbuh.orders.paying import confirm_debit, pay, refuse_debit, request_debit
from tumbuh.orders.placing import Terms, Wanted, place, place_awarded
from tumbuh.orders.receiving import Counted, Photo, receive, reject
from tumbuh.orders.writing import Placed

__all__ = [
    "BasketPlaced",
    "Counted",
    "Photo",
    "Placed",
    "Terms",
    "Wanted",
    "accept_part",
    "add_file",
    "cancel",
    "close",
    "confirm",
    "confirm_debit",
    "confirm_part",
    "decline",
    "deliver",
    "dispose",
    "end_disposition",
    "pay",
    "place",
    "place_awarded",
    "prepare",
    "put_in_basket",
    "receive",
    "refuse_debit",
    "reject",
    "request_debit",
    "return_disposition",
    "set_delivery",
    "take_up",
    "withdraw",
]
