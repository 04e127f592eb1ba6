"""The page of permissions in the manual: `python -m tumbuh.accounts.manual > docs/reference/permissions.md`."""

from tumbuh.accounts.permissions import PERMISSION_NAMES, ROLE_NAMES, ROLE_PERMISSIONS, Permission, Role

HEAD = """# Permissions and roles

Generated from `tumbuh/accounts/permissions.py` by `python -m tumbuh.accounts.manual`; do not edit. A test compares.

Access is denied unless a role grants it. A role is held in a scope (the whole city, an agency, a unit or one business)
from a first day to a last one. Nobody gives a role to themselves, and one that is taken back counts no more at once.
`is_superuser` and Django's groups count for nothing.
"""


def permissions_page() -> str:
    """Return the page as Markdown: what each permission opens and who has it, then each role's permissions."""
    lines = [HEAD, "## Permissions", "", "| Permission | What it opens | Roles that have it |", "|---|---|---|"]
    for permission in Permission:
        roles = [f"{ROLE_NAMES[role]} (`{role}`)" for role in Role if permission in ROLE_PERMISSIONS[role]]
        everybody = {Permission.PUBLIC: "everybody", Permission.SIGNED_IN: "everybody with an account"}
        who = everybody.get(permission) or ", ".join(roles)
        lines.append(f"| `{permission}` | {PERMISSION_NAMES[permission]} | {who} |")
    lines += ["", "## Roles", "", "| Role | Name | Permissions |", "|---|---|---|"]
    for role in Role:
        held = ", ".join(f"`{permission}`" for permission in Permission if permission in ROLE_PERMISSIONS[role])
        lines.append(f"| `{role}` | {ROLE_NAMES[role]} | {held or '–'} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(permissions_page(), end="")
