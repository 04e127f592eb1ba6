"""`tumbuh people …`: the first account of an installation, a new password when one is lost, tokens of programs."""

import secrets
from datetime import timedelta
from typing import Annotated

import typer

from tumbuh.cli.doors import command, now, out

app = typer.Typer(no_args_is_help=True, help="Akun: buat akun pertama, beri peran, beri sandi baru.")
token_app = typer.Typer(no_args_is_help=True, help="Token: dengan apa sebuah program bertindak atas nama akun.")
app.add_typer(token_app, name="token")
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


@token_app.command("make", epilog="Contoh: `tumbuh people token make rina --name SIPD --may orders.place --days 90`")
@command
def make_token(
    username: Annotated[str, typer.Argument(help="Nama pengguna yang diwakili.")],
    name: Annotated[str, typer.Option(help="Nama program, misalnya SIPD.")],
    may: Annotated[list[str], typer.Option(help="Izin; boleh diulang. Daftarnya: `tumbuh people roles`.")],
    days: Annotated[int, typer.Option(help="Masa berlaku dalam hari.", min=1, max=366)] = 90,
) -> None:
    """Buat token untuk sebuah program dan cetak rahasianya sekali."""
    from tumbuh.accounts import queries, tokens
    from tumbuh.accounts.permissions import Permission
    from tumbuh.kernel.errors import Refused

    known = {one.value: one for one in Permission}
    if wrong := sorted(set(may) - set(known)):
        unknown = ", ".join(wrong)
        raise Refused(f"Izin {unknown} tidak ada; lihat `tumbuh people roles`.", code="no_such_permission")
    moment, user = now(), queries.person_named(username)
    token, secret = tokens.issue_token(
        user=user, name=name, permissions=[known[one] for one in may], expires_at=moment + timedelta(days=days),
        by=None, now=moment,
    )  # fmt: skip
    out.print(f"Token {token.name} ({token.public_id}) untuk {user.username}, berlaku {days} hari.", soft_wrap=True)
    out.print(f"Rahasia, dicetak sekali ini saja: {secret}", markup=False, soft_wrap=True)


@token_app.command("list", epilog="Contoh: `tumbuh people token list rina`")
@command
def list_tokens(username: Annotated[str, typer.Argument(help="Nama pengguna.")]) -> None:
    """Daftar token sebuah akun; rahasianya tidak disimpan di mana pun."""
    from tumbuh.accounts import queries
    from tumbuh.kernel.periods import day_in_wib

    moment = now()
    for token in queries.tokens_of(queries.person_named(username)):
        over = "dicabut" if token.revoked_at else "lewat masa" if token.expires_at <= moment else "berlaku"
        may = ", ".join(token.permissions)
        until = day_in_wib(token.expires_at)
        out.print(f"{token.public_id} {token.name} – {over}, sampai {until}: {may}", markup=False, soft_wrap=True)


@token_app.command("revoke", epilog="Contoh: `tumbuh people token revoke 0b7e… --reason 'program diganti'`")
@command
def revoke_token(
    public_id: Annotated[str, typer.Argument(help="Tanda pengenal token, lihat `tumbuh people token list`.")],
    reason: Annotated[str, typer.Option(help="Alasan, dicatat dalam jejak audit.")],
) -> None:
    """Cabut sebuah token, seketika dan untuk seterusnya."""
    from uuid import UUID

    from tumbuh.accounts import tokens

    try:
        UUID(public_id)
    except ValueError:
        raise tokens.BadToken("Token ini tidak ada.") from None
    token = tokens.revoke_token(public_id=public_id, by=None, now=now(), reason=reason)
    out.print(f"Token {token.name} dicabut.")
