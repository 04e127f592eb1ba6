from pathlib import Path

from tumbuh.accounts.manual import permissions_page

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "permissions.md"


def test_the_manual_has_the_permissions_of_the_code() -> None:
    written = PAGE.read_text(encoding="utf-8")
    assert written == permissions_page(), "run: python -m tumbuh.accounts.manual > docs/reference/permissions.md"
