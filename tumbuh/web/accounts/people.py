"""Pages of those who make accounts and give roles."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts import queries, services
from tumbuh.accounts.models import Membership, User
from tumbuh.accounts.permissions import ROLE_NAMES, Permission, Role
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import day_in_wib
from tumbuh.web.accounts.forms import AccountForm, PasswordForm, ReasonForm, RoleForm
from tumbuh.web.accounts.views import membership_row
from tumbuh.web.doors import door, person

PAGE_SIZE = 50
GRANT = Permission.ACCOUNTS_GRANT


@door(GRANT)
def index(request: HttpRequest) -> HttpResponse:
    """List the accounts."""
    search, today = request.GET.get("q", "").strip(), day_in_wib(timezone.now())
    page = Paginator(queries.people(search=search), PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [
        {"person": one, "roles": [_(ROLE_NAMES[Role(m.role)]) for m in queries.memberships_of(one, today)]}
        for one in page
    ]
    context = {"rows": rows, "page": page, "search": search, "total": format_number(page.paginator.count)}
    return render(request, "accounts/people.html", context)


@door(GRANT, methods=("GET", "POST"))
def create(request: HttpRequest) -> HttpResponse:
    """Make an account."""
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.create_user(**form.cleaned_data, by=person(request), now=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Akun dibuat. Sekarang beri perannya."))
            return redirect("accounts_person", public_id=made.public_id)
    return render(request, "accounts/create.html", {"form": form}, status=_status(form))


@door(GRANT, methods=("GET", "POST"))
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one account with the roles it has and had, and give it a role."""
    user, now = _person(public_id), timezone.now()
    form = RoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {"role": Role(form.cleaned_data["role"])}
        try:
            services.add_membership(user=user, **given, by=person(request), now=now)
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Peran diberikan."))
            return redirect("accounts_person", public_id=public_id)
    in_force = set(queries.memberships_of(user, day_in_wib(now)))
    context = {
        "one": user,
        "form": form,
        "memberships": [membership_row(m) | {"in_force": m in in_force} for m in queries.history_of(user)],
        "is_self": user.pk == person(request).pk,
        "reason_form": ReasonForm(auto_id=False),
        "password_form": PasswordForm(auto_id="reset_%s"),
    }
    return render(request, "accounts/person.html", context, status=_status(form))


@door(GRANT, methods=("POST",))
def end_role(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a role back."""
    try:
        membership = queries.membership(public_id)
    except Membership.DoesNotExist:
        raise Http404 from None
    services.end_membership(
        membership_id=membership.pk, by=person(request), now=timezone.now(), reason=_reason(request)
    )
    messages.success(request, _("Peran diakhiri; berlaku seketika."))
    return redirect("accounts_person", public_id=membership.user.public_id)


@door(GRANT, methods=("POST",))
def deactivate(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Close an account."""
    user = _person(public_id)
    services.deactivate_user(user_id=user.pk, by=person(request), now=timezone.now(), reason=_reason(request))
    messages.success(request, _("Akun ditutup."))
    return redirect("accounts_person", public_id=public_id)


@door(GRANT, methods=("POST",))
def reset_password(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give a new password to who lost it."""
    user = _person(public_id)
    services.reset_password(
        user_id=user.pk,
        password=request.POST.get("password", ""),
        by=person(request),
        now=timezone.now(),
        reason=_reason(request),
    )
    messages.success(request, _("Sandi baru berlaku. Sampaikan secara langsung dan minta segera diganti."))
    return redirect("accounts_person", public_id=public_id)


def _person(public_id: UUID) -> User:
    try:
        return queries.person(public_id)
    except User.DoesNotExist:
        raise Http404 from None


def _reason(request: HttpRequest) -> str:
    """Return why, which is asked for every end. Raises: Refused when nothing was written."""
    form = ReasonForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Tuliskan alasannya (paling panjang 200 karakter); alasan tercatat dalam jejak audit."))
    return str(form.cleaned_data["reason"])


def _status(form: forms.Form) -> int:
    return 400 if form.errors else 200
