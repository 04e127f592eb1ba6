"""Forms of those who make accounts and give roles."""

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _

from tumbuh.accounts.permissions import ROLE_NAMES
from tumbuh.accounts.rules import ScopeKind
from tumbuh.web.accounts.views import SCOPE_NAMES

TEXT = {"class": "form-control"}
CHOICE = {"class": "form-select"}


class AccountForm(forms.Form):
    """A new account."""

    username = forms.CharField(
        label=_("Nama pengguna"),
        max_length=150,
        validators=[UnicodeUsernameValidator(message=_("Hanya huruf, angka, dan tanda @ . + - _"))],
        widget=forms.TextInput(TEXT | {"autocomplete": "off", "autocapitalize": "none"}),
    )
    full_name = forms.CharField(label=_("Nama lengkap"), max_length=150, widget=forms.TextInput(TEXT))
    email = forms.EmailField(label=_("Surel (boleh kosong)"), required=False, widget=forms.EmailInput(TEXT))
    password = forms.CharField(
        label=_("Sandi awal, sedikitnya 10 karakter"),
        strip=False,
        widget=forms.PasswordInput(TEXT | {"autocomplete": "new-password"}),
    )


class RoleForm(forms.Form):
    """A role to give."""

    role = forms.ChoiceField(
        label=_("Peran"),
        choices=[(role.value, _(name)) for role, name in ROLE_NAMES.items()],
        widget=forms.Select(CHOICE),
    )
    scope_kind = forms.ChoiceField(
        label=_("Cakupan"),
        choices=[(kind.value, SCOPE_NAMES[kind.value]) for kind in ScopeKind],
        widget=forms.Select(CHOICE),
    )
    scope_code = forms.CharField(
        label=_("Kode wilayah, instansi, unit, atau usaha"), max_length=60, required=False, widget=forms.TextInput(TEXT)
    )
    from_on = forms.DateField(
        label=_("Mulai (kosong: hari ini)"), required=False, widget=forms.DateInput(TEXT | {"type": "date"})
    )
    to_on = forms.DateField(
        label=_("Hari terakhir (kosong: tanpa batas)"), required=False, widget=forms.DateInput(TEXT | {"type": "date"})
    )
    reason = forms.CharField(label=_("Dasar, misalnya nomor SK"), max_length=200, widget=forms.TextInput(TEXT))


class ReasonForm(forms.Form):
    """Why something ends."""

    reason = forms.CharField(label=_("Alasan"), max_length=200, widget=forms.TextInput(TEXT))


class PasswordForm(ReasonForm):
    """A new password for who lost it."""

    password = forms.CharField(
        label=_("Sandi baru, sedikitnya 10 karakter"),
        strip=False,
        widget=forms.PasswordInput(TEXT | {"autocomplete": "new-password"}),
    )
