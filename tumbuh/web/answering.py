"""Doing what a form asks for, with what refuses it said on the form."""

from collections.abc import Callable

from django import forms

from tumbuh.kernel.errors import Refused


def done(form: forms.BaseForm, act: Callable[[], object]) -> bool:
    """Do what a well filled form asks for; return whether it was done. A refusal stands above the form."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refused as refused:
        form.add_error(None, refused.message)
        return False
    return True
