"""Templates keep to the policy of content, escape everything, and lean on no other host."""

import re

import pytest

from tests.repo.tree import name_of, tracked

TEMPLATES = [path for path in tracked() if name_of(path).startswith("tumbuh/web/") and path.suffix == ".html"]
FORBIDDEN = {
    "an inline style": r"""\sstyle\s*=\s*["']""",
    "a style element": r"<style\b",
    "an inline handler": r"""\son[a-z]+\s*=\s*["']""",
    "an inline script": r"<script\b(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>",
    "a javascript: address": r"(?i)javascript:",
    "something unescaped": r"\|\s*safe\b|autoescape\s+off",
    "another host": r"""(?:src|href|action|hx-get|hx-post)\s*=\s*["'](?:https?:)?//""",
    "an htmx that evaluates": r"""hx-on\b|hx-vals\s*=\s*["']js:|hx-trigger\s*=\s*["'][^"']*\[""",
}


def broken_rules(template: str) -> list[str]:
    """Return what a template has that it must not have."""
    text = re.sub(r"(?s){#.*?#}|{% comment .*?endcomment %}", "", template)
    return [what for what, pattern in FORBIDDEN.items() if re.search(pattern, text)]


def forms_without_token(template: str) -> list[str]:
    """Return the forms that post without a token against forged requests."""
    forms = re.findall(r"(?s)<form\b.*?</form>", template)
    return [form[:80] for form in forms if re.search(r"""method=["']post""", form) and "csrf_token" not in form]


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_keeps_to_the_policy_of_content(path: object) -> None:
    assert broken_rules(path.read_text(encoding="utf-8")) == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_form_that_posts_carries_its_token(path: object) -> None:
    assert forms_without_token(path.read_text(encoding="utf-8")) == []  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("template", "what"),
    [
        ('<p style="color:red">', "an inline style"),
        ("<style>p{}</style>", "a style element"),
        ('<a onclick="go()">', "an inline handler"),
        ("<script>go()</script>", "an inline script"),
        ('<a href="javascript:go()">', "a javascript: address"),
        ("{{ name|safe }}", "something unescaped"),
        ('<img src="https://x.test/a.png">', "another host"),
        ('<p hx-on:click="go()">', "an htmx that evaluates"),
    ],
)
def test_each_of_them_would_be_found(template: str, what: str) -> None:
    assert what in broken_rules(template)


def test_a_form_without_a_token_would_be_found() -> None:
    bad, good = '<form method="post"></form>', '<form method="post">{% csrf_token %}</form><form method="get"></form>'
    assert forms_without_token(f"{bad}{good}") == [bad]


def test_no_code_marks_text_as_safe_or_leaves_a_page_open_to_forged_requests() -> None:
    for path in tracked():
        if name_of(path).startswith("tumbuh/") and path.suffix == ".py":
            found = re.findall(r"\b(mark_safe|csrf_exempt|pickle)\b|\bSafeString\(", path.read_text(encoding="utf-8"))
            assert found == [], name_of(path)
