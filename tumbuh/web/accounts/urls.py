"""Addresses of signing in, the own account and its keys. The views of allauth that we need pass our door by a table."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import path, re_path
from django.views.i18n import set_language

from tumbuh.accounts.permissions import Permission
from tumbuh.web.accounts import people, views
from tumbuh.web.doors import View, door

PUBLIC, SIGNED_IN = Permission.PUBLIC, Permission.SIGNED_IN
BOTH = ("GET", "POST")

# Sign-up, adding e-mail addresses and sign-in by a mailed code are left out on purpose.
THIRD_PARTY: list[tuple[str, View, str, Permission]] = [
    ("masuk/", account.login, "account_login", PUBLIC),
    ("masuk/kunci-sandi/", webauthn.login_webauthn, "mfa_login_webauthn", PUBLIC),
    ("masuk/kode/", mfa.authenticate, "mfa_authenticate", PUBLIC),  # the second step of signing in
    ("masuk/lupa/", account.password_reset, "account_reset_password", PUBLIC),
    ("masuk/lupa/terkirim/", account.password_reset_done, "account_reset_password_done", PUBLIC),
    (
        r"^masuk/lupa/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",  # the key has a dash of its own
        account.password_reset_from_key,
        "account_reset_password_from_key",
        PUBLIC,
    ),
    (
        "masuk/lupa/selesai/",
        account.password_reset_from_key_done,
        "account_reset_password_from_key_done",
        PUBLIC,
    ),
    ("masuk/nonaktif/", account.account_inactive, "account_inactive", PUBLIC),
    ("keluar/", account.logout, "account_logout", SIGNED_IN),
    ("akun/pastikan/", account.reauthenticate, "account_reauthenticate", SIGNED_IN),
    ("akun/pastikan/kode/", mfa.reauthenticate, "mfa_reauthenticate", SIGNED_IN),
    ("akun/pastikan/kunci-sandi/", webauthn.reauthenticate_webauthn, "mfa_reauthenticate_webauthn", SIGNED_IN),
    ("akun/sandi/", account.password_change, "account_change_password", SIGNED_IN),
    ("akun/keamanan/", mfa.index, "mfa_index", SIGNED_IN),
    ("akun/keamanan/aplikasi/pasang/", totp.activate_totp, "mfa_activate_totp", SIGNED_IN),
    ("akun/keamanan/aplikasi/lepas/", totp.deactivate_totp, "mfa_deactivate_totp", SIGNED_IN),
    ("akun/keamanan/cadangan/", recovery.view_recovery_codes, "mfa_view_recovery_codes", SIGNED_IN),
    ("akun/keamanan/cadangan/buat/", recovery.generate_recovery_codes, "mfa_generate_recovery_codes", SIGNED_IN),
    ("akun/keamanan/cadangan/unduh/", recovery.download_recovery_codes, "mfa_download_recovery_codes", SIGNED_IN),
    ("akun/keamanan/kunci/", webauthn.list_webauthn, "mfa_list_webauthn", SIGNED_IN),
    ("akun/keamanan/kunci/tambah/", webauthn.add_webauthn, "mfa_add_webauthn", SIGNED_IN),
    ("akun/keamanan/kunci/<int:pk>/ubah/", webauthn.edit_webauthn, "mfa_edit_webauthn", SIGNED_IN),
    ("akun/keamanan/kunci/<int:pk>/hapus/", webauthn.remove_webauthn, "mfa_remove_webauthn", SIGNED_IN),
    ("bahasa/", set_language, "set_language", PUBLIC),
]

urlpatterns = [
    *(
        (re_path if route.startswith("^") else path)(route, door(permission, methods=BOTH)(view), name=name)
        for route, view, name, permission in THIRD_PARTY
    ),
    path("akun/", views.profile, name="accounts_profile"),
    path("akun/orang/", people.index, name="accounts_people"),
    path("akun/orang/baru/", people.create, name="accounts_create"),
    path("akun/orang/<uuid:public_id>/", people.detail, name="accounts_person"),
    path("akun/orang/<uuid:public_id>/sandi/", people.reset_password, name="accounts_reset_password"),
    path("akun/orang/<uuid:public_id>/tutup/", people.deactivate, name="accounts_deactivate"),
    path("akun/peran/<uuid:public_id>/akhiri/", people.end_role, name="accounts_end_role"),
]
