"""One need as its buyer sees it, by how far it is."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import format_number
from tumbuh.needs import queries, services
from tumbuh.needs.candidates import Candidate, candidates, unit_ceiling
from tumbuh.needs.closing import openers_needed
from tumbuh.needs.models import Invitation, Need, Quote
from tumbuh.needs.posting import window_of
from tumbuh.needs.rules.eligibility import LICENCE_NAMES
from tumbuh.needs.rules.ranking import REASONS
from tumbuh.needs.rules.states import STATE_NAMES, Invited, State
from tumbuh.orders.access import may_for_unit
from tumbuh.web.needs import words
from tumbuh.web.needs.asking import AwardForm
from tumbuh.web.orders.words import moment_in_words, short_moment
from tumbuh.web.saying import said

_SHOWN_SELLERS = 12


def of_need(need: Need, *, user: User, now: datetime) -> dict[str, Any]:
    """Return everything that the page of a need shows."""
    state = State(need.state)
    may_post = may_for_unit(user, Permission.NEEDS_POST, need.unit_ref, now=now)
    context: dict[str, Any] = {
        "need": need,
        "title": f"{format_number(need.quantity)} {need.unit} {need.title}",
        "state": _(STATE_NAMES[state]),
        "kind": words.STATE_KINDS[state],
        "facts": facts(need),
        "may_post": may_post,
        "may_open": may_post or may_for_unit(user, Permission.ORDERS_PREPARE, need.unit_ref, now=now),
        "is_draft": state is State.DRAFT,
        "is_open": queries.is_open(need, now),
        "is_closed": queries.may_be_opened(need, now),
        "is_opened": state is State.OPENED,
        "is_awarded": state is State.AWARDED,
        "is_over": state in {State.FAILED, State.WITHDRAWN},
        "again": f"{reverse('needs_state')}?kalimat=",
    }
    if state is State.DRAFT:
        return context | _draft(need, now)
    return context | _asked(need, now) | _opened(need, now)


def facts(need: Need) -> list[tuple[str, str]]:
    """Return what a need asks, for buyer and seller alike."""
    found = [
        (_("Jumlah"), f"{format_number(need.quantity)} {need.unit}"),
        (_("Diantar"), moment_in_words(need.deliver_by_at)),
        (_("Tempat"), need.address),
    ]
    ceiling = unit_ceiling(need)
    if ceiling is not None:
        found.append((_("Batas harga satuan"), format_rupiah(ceiling)))
    if need.total_ceiling_rupiah:
        found.append((_("Batas seluruhnya"), format_rupiah(need.total_ceiling_rupiah)))
    if need.licences:
        found.append((_("Syarat izin"), ", ".join(LICENCE_NAMES.get(one, one) for one in need.licences)))
    if need.most_sellers > 1:
        shared = ngettext("paling banyak %(n)s penjual", "paling banyak %(n)s penjual", need.most_sellers)
        found.append((_("Boleh dibagi"), shared % {"n": need.most_sellers}))
    if need.note:
        found.append((_("Catatan"), need.note))
    return found


def _draft(need: Need, now: datetime) -> dict[str, Any]:
    """Show who would be told, and until when they could quote; a refusal says what to change."""
    found = candidates(need, now=now)
    eligible = [one for one in found if not one.exclusions]
    try:
        window = window_of(need, now=now)
        closing, why, refusal = moment_in_words(window.closes_at), window.why, ""
    except Refused as refused:
        closing, why, refusal = "", "", refused.message
    return {
        "eligible": [_candidate(one) for one in eligible[:_SHOWN_SELLERS]],
        "eligible_count": len(eligible),
        "eligible_more": max(len(eligible) - _SHOWN_SELLERS, 0),
        "excluded": [_candidate(one) for one in found if one.exclusions][:_SHOWN_SELLERS],
        "excluded_count": len(found) - len(eligible),
        "closing": closing,
        "closing_why": said(why),
        "refusal": refusal,
    }


def _candidate(one: Candidate) -> dict[str, Any]:
    return {
        "name": one.seller.name,
        "product": one.row.title,
        "price": format_rupiah(one.row.price_rupiah),
        "room": format_number(one.row.room),
        "reasons": [each.text for each in one.exclusions],
    }


def _asked(need: Need, now: datetime) -> dict[str, Any]:
    progress = queries.progress_of(need)
    needed = openers_needed(need, now)
    consents = list(need.consents.select_related("given_by").order_by("pk"))
    return {
        "progress": progress,
        "closes": moment_in_words(need.closes_at) if need.closes_at else "",
        "left": words.left(need.closes_at, now) if need.closes_at else "",
        **_sellers(need),
        "questions": queries.questions_of(need),
        "openers_needed": needed,
        "consents": [one.given_by for one in consents],
        "still_needed": max(0, needed - len(consents)),
    }


def _sellers(need: Need) -> dict[str, Any]:
    """Return who was told, who waits for a turn, and who was kept away. Who quoted is said once quotes are open."""
    quoted = {one.seller_id for one in queries.quotes_of(need)}
    parts: dict[str, list[dict[str, Any]]] = {"invitations": [], "waiting": [], "kept_away": []}
    for one in queries.invitations_of_need(need):
        part = {Invited.WAITING: "waiting", Invited.EXCLUDED: "kept_away"}.get(Invited(one.state), "invitations")
        parts[part].append(_invitation(one) | ({"state": _("Menawar")} if one.seller_id in quoted else {}))
    return parts


def _invitation(one: Invitation) -> dict[str, Any]:
    told = short_moment(one.told_at) if one.told_at else "–"
    if one.told_at and not one.people_told:
        told = _("%(at)s, tetapi usaha ini belum memiliki akun") % {"at": told}
    return {
        "name": one.seller.name,
        "state": one.get_state_display(),
        "told": told,
        "read": short_moment(one.read_at) if one.read_at else "–",
        "reasons": [each["text"] for each in one.exclusions] or ([one.decline_reason] if one.decline_reason else []),
    }


def _opened(need: Need, now: datetime) -> dict[str, Any]:
    quotes = queries.quotes_of(need)
    if not quotes:
        return {}
    context: dict[str, Any] = {"quotes": [_quote(one, need) for one in quotes], "award_form": AwardForm()}
    if need.state == State.OPENED:
        try:
            proposal = services.propose(need, now=now)
        except Refused as refused:
            return context | {"proposal_refusal": refused.message}
        for shown in context["quotes"]:
            shown["chosen"] = proposal.quantities.get(shown["key"], 0)
        context["proposal_total"] = format_rupiah(proposal.total_rupiah)
        context["proposal_words"] = _proposal(proposal.quantities, quotes, need)
    if need.state == State.AWARDED:
        context["awards"] = [
            {
                "seller": one.quote.seller.name,
                "quantity": f"{format_number(one.quantity)} {need.unit}",
                "total": format_rupiah(one.total_rupiah),
                "reason": _(REASONS[one.reason]),
                "text": one.reason_text,
                "order": one.order_reference.rpartition(":")[2],
                "by": one.decided_by,
                "at": moment_in_words(one.decided_at),
            }
            for one in queries.awards_of(need)
        ]
    return context


def _proposal(quantities: dict[int, int] | Any, quotes: Sequence[Quote], need: Need) -> str:
    named = {quote.pk: quote.seller.name for quote in quotes}
    return ", ".join(f"{named[key]} {format_number(amount)} {need.unit}" for key, amount in quantities.items())


def _quote(one: Quote, need: Need) -> dict[str, Any]:
    whole = one.quantity == need.quantity
    fees = (one.packing_rupiah or 0) + (one.delivery_rupiah or 0)
    return {
        "key": one.pk,
        "rank": one.rank,
        "seller": one.seller.name,
        "product": one.offer.title,
        "quantity": "" if whole else f"{format_number(one.quantity or 0)} {need.unit}",
        "most": one.quantity,
        "price": format_rupiah(one.unit_price_rupiah),
        "fees": format_rupiah(fees),
        "tax": format_rupiah(one.tax_rupiah),
        "total": format_rupiah(one.total_rupiah),
        "gap": format_rupiah(one.gap_rupiah) if one.gap_rupiah else "",
        "note": one.note,
        "preference": one.preference_reason if one.preference_permyriad else "",
        "reasons": [each["text"] for each in one.closing_exclusions],
        "outcome": one.outcome,
        "fingerprint": one.fingerprint[:12],
        "chosen": 0,
    }
