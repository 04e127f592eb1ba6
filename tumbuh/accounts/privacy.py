"""What each field of the accounts is."""

from tumbuh.kernel.privacy import Mark

FIELDS: dict[str, Mark] = {
    "User.id": Mark.INTERNAL,
    "User.public_id": Mark.INTERNAL,
    "User.password": Mark.SENSITIVE,
    "User.last_login": Mark.PERSONAL,
    "User.is_superuser": Mark.INTERNAL,
    "User.username": Mark.PERSONAL,
    "User.first_name": Mark.PERSONAL,
    "User.last_name": Mark.PERSONAL,
    "User.email": Mark.PERSONAL,
    "User.is_staff": Mark.INTERNAL,
    "User.is_active": Mark.INTERNAL,
    "User.date_joined": Mark.INTERNAL,
    "User.groups": Mark.INTERNAL,
    "User.user_permissions": Mark.INTERNAL,
    "Membership.id": Mark.INTERNAL,
    "Membership.public_id": Mark.INTERNAL,
    "Membership.user": Mark.INTERNAL,
    "Membership.role": Mark.INTERNAL,
    "Membership.scope_kind": Mark.INTERNAL,
    "Membership.scope_code": Mark.INTERNAL,
    "Membership.from_on": Mark.INTERNAL,
    "Membership.to_on": Mark.INTERNAL,
    "Membership.ended_at": Mark.INTERNAL,
    "Membership.granted_by": Mark.INTERNAL,
}
