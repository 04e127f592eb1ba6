"""Addresses of the rows behind the figures of public buying."""

from typing import Any

from django.urls import reverse

from tumbuh.web.procurement.asking import BuyingAsked


def page(name: str, asked: BuyingAsked, *args: str, **changes: Any) -> str:
    """Return the address of a page that asks the same but for `changes`."""
    return f"{reverse(name, args=args)}?{asked.query(**changes)}"


def side(figure: str, side_: str, asked: BuyingAsked) -> str:
    """Return the address of the rows of one side of a figure."""
    return page("procurement_rows", asked, figure, side_)


def bar(id_: str, asked: BuyingAsked) -> str:
    """Return the address of the rows of a bar of the bridge."""
    return page("procurement_bar", asked, id_)
