"""`tumbuh people …`: the first account of an installation, and a new password for who cannot sign in any more."""

import secrets
from typing import Annotated

import typer

from tumbuh.cli.doors import command, now, out

app = typer.Typer(no_args_is_help=True, help="Akun: buat akun pertama, beri peran, beri sandi baru.")
_PASSWORD_BYTES = 12  # 96 bits; printed once, and changed by the person at the first sign-in


@app.command("add", epilog='Contoh: `tumbuh people add rina --name "Rina Wati" --role administrator`')
@command
def add(
    username: Annotated[str, typer.Argument(help="Nama pengguna.")],
    name: Annotated[str, typer.Option(help="Nama lengkap.")],
    role: Annotated[str, typer.Option(help="Peran; daftarnya: `tumbuh people roles`.")],
    scope: Annotated[
        str, typer.Option(help="Cakupan: city, area:KODE, agency:KODE, unit:KODE atau business:KODE.")
    ] = "city",
) -> None:
    """Buat akun, beri satu peran, dan cetak sandinya sekali. Selanjutnya pengelola akun bekerja dari halaman."""
    from django.db import transaction

    from tumbuh.accounts import services
    from tumbuh.accounts.rules import parse_role, parse_scope

    password, moment = secrets.token_urlsafe(_PASSWORD_BYTES), now()
    wanted, held = parse_role(role), parse_scope(scope)
    with transaction.atomic():  # an account without its role would be of no use
        user = services.create_user(username=username, password=password, full_name=name, by=None, now=moment)
        services.add_membership(
            user=user, role=wanted, scope_kind=held.kind.value, scope_code=held.code, by=None, now=moment
        )
    out.print(f"Akun {username} dibuat sebagai {wanted.value} ({scope}).")
    out.print(f"Sandi, dicetak sekali ini saja: {password}", markup=False, soft_wrap=True)


@app.command("password", epilog="Contoh: `tumbuh people password rina --reason 'lupa sandi'`")
@command
def new_password(
    username: Annotated[str, typer.Argument(help="Nama pengguna.")],
    reason: Annotated[str, typer.Option(help="Alasan, dicatat dalam jejak audit.")],
) -> None:
    """Beri sandi baru kepada orang yang tidak dapat masuk lagi, dan cetak sekali."""
    from tumbuh.accounts import queries, services

    password, user = secrets.token_urlsafe(_PASSWORD_BYTES), queries.person_named(username)
    services.reset_password(user_id=user.pk, password=password, by=None, now=now(), reason=reason)
    out.print(f"Sandi baru {username}, dicetak sekali ini saja: {password}", markup=False, soft_wrap=True)


@app.command("roles", epilog="Contoh: `tumbuh people roles`")
@command
def roles() -> None:
    """Daftar peran dengan izin masing-masing."""
    from tumbuh.accounts.permissions import ROLE_NAMES, ROLE_PERMISSIONS

    for role, name in ROLE_NAMES.items():
        held = ", ".join(sorted(permission.value for permission in ROLE_PERMISSIONS[role]))
        out.print(f"{role.value} – {name}: {held}", soft_wrap=True)
