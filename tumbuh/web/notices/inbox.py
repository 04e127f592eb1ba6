"""What a person was told: the list, following one to its page, and by which channels to be told outside."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tumbuh.accounts.permissions import Permission
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import format_moment
from tumbuh.notices import queries, services
from tumbuh.notices.models import Notice
from tumbuh.notices.rules import CHANNEL_NAMES, Channel
from tumbuh.notices.senders import available_channels
from tumbuh.web.doors import door, permissions, person

PAGE_SIZE = 30


class ChannelsForm(forms.Form):
    """Where to be told besides the inbox. Only channels by which something can leave are offered."""

    channels = forms.MultipleChoiceField(
        label=gettext_lazy("Kirim juga lewat"), required=False, widget=forms.CheckboxSelectMultiple
    )
    phone = forms.CharField(
        label=gettext_lazy("Nomor ponsel"),
        max_length=30,
        required=False,
        help_text=gettext_lazy("Untuk WhatsApp dan SMS, misalnya 0812 3456 7890."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )

    def __init__(self, *args: Any, offered: list[Channel], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channels"].choices = [(one.value, _(CHANNEL_NAMES[one])) for one in offered]  # type: ignore[attr-defined]
        if not {Channel.WHATSAPP, Channel.SMS} & set(offered):
            del self.fields["phone"]


@door(Permission.SIGNED_IN)
def show(request: HttpRequest) -> HttpResponse:
    """List what the person was told, newest first; `?baru=1` only what is unread."""
    user, only_unread = person(request), request.GET.get("baru") == "1"
    page = Paginator(queries.inbox(user, unread=only_unread), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "rows": [{"notice": one, "at": format_moment(one.told_at)} for one in page],
        "page": page,
        "only_unread": only_unread,
        "query": "baru=1" if only_unread else "",
        "sees_undelivered": Permission.ACCOUNTS_GRANT in permissions(request),
    }
    return render(request, "notices/inbox.html", context)


@door(Permission.SIGNED_IN)
def follow(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Mark a notice of this person as read and go to the page that it speaks of."""
    user = person(request)
    try:
        notice = queries.notice_of(user, public_id)
    except Notice.DoesNotExist:
        raise Http404 from None
    services.mark_read(user=user, public_ids=[notice.public_id], now=timezone.now())
    return redirect(notice.path)


@door(Permission.SIGNED_IN, methods=("POST",))
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything that the person was told so far as read."""
    services.mark_read(user=person(request), public_ids=None, now=timezone.now())
    return redirect("notices_inbox")


@door(Permission.SIGNED_IN, methods=("GET", "POST"))
def channels(request: HttpRequest) -> HttpResponse:
    """Choose by which channels to be told outside."""
    user, offered = person(request), available_channels()
    kept = queries.preference_of(user)
    form = ChannelsForm(
        request.POST or None,
        offered=offered,
        initial={"channels": kept.channels if kept else [], "phone": kept.phone if kept else ""},
    )
    if request.method == "POST" and form.is_valid():
        chosen = [Channel(one) for one in form.cleaned_data["channels"]]
        try:
            services.choose_channels(
                user=user, channels=chosen, phone=form.cleaned_data.get("phone", ""), now=timezone.now()
            )
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Pilihan saluran disimpan."))
            return redirect("notices_inbox")
    missing = [_(CHANNEL_NAMES[one]) for one in Channel if one not in offered]
    return render(request, "notices/channels.html", {"form": form, "missing": ", ".join(missing), "email": user.email})
