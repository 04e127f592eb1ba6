"""Nothing that is committed tells of a machine, a registry or a secret, and the lock files name no index."""

import json
import re
from pathlib import PurePosixPath

import pytest

from tests.repo.tree import ROOT, text_files

FORBIDDEN = {
    "a path of somebody's machine": re.compile(r"(?<![\w.~$}/-])/(?:root|home|Users|work)/\w+"),
    "a registry's address": re.compile(
        r"(?i)https?://[^\s\"'`)]*(?:pypi|/simple\b|npmjs|registry\.|artifactory|nexus|devpi|verdaccio)[^\s\"'`)]*"
    ),
    "an address inside somebody's network": re.compile(
        r"(?<![\d.])(?:10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2})(?![\d.])"
    ),
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "an access key": re.compile(r"(?<!\w)(?:AKIA[0-9A-Z]{16}|gh[pousr]_\w{36}|glpat-[\w-]{20}|sk-[A-Za-z0-9]{32,})"),
    "a password in an address": re.compile(r"://[^\s/:@'\"<>{}$]+:(?!secret@|rahasia@|password@)[^\s/@'\"<>{}$*]+@"),
}
# This file has to write down what it looks for.
NOT_READ = {"tests/repo/test_files.py", "LICENSE"}
LOCKS = ("requirements/base.txt", "requirements/dev.txt")


def told(text: str) -> list[tuple[str, str]]:
    """Return (what, where it says so) for each forbidden thing in a text."""
    return [(what, found.group()) for what, pattern in FORBIDDEN.items() for found in pattern.finditer(text)]


def test_no_file_tells_of_a_machine_a_registry_or_a_secret() -> None:
    found = {
        name: told(text)
        for name, text in text_files()
        if name not in NOT_READ and not PurePosixPath(name).match("tumbuh/web/static/vendor/*/LICENSE*")
    }
    assert {name: what for name, what in found.items() if what} == {}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("cd /root/tumbuh", "a path of somebody's machine"),
        ("see /home/budi/x.csv", "a path of somebody's machine"),
        ("--index-url https://mirror.example.test/pypi/simple", "a registry's address"),
        ('"resolved": "https://registry.example.test/htmx.tgz"', "a registry's address"),
        ("host 10.1.2.3", "an address inside somebody's network"),
        ("-----BEGIN RSA PRIVATE KEY-----", "a private key"),
        ("AKIA" + "A" * 16, "an access key"),
        ("postgresql://tumbuh:hunter2@db/tumbuh", "a password in an address"),
    ],
)
def test_each_of_them_would_be_found(text: str, what: str) -> None:
    assert [kind for kind, _ in told(text)] == [what]


@pytest.mark.parametrize(
    "text",
    ["postgresql://user:secret@host:5432/name", "https://docs.djangoproject.com/", "1.10.0.1", "../home/x", "$HOME/x"],
)
def test_what_is_harmless_passes(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize("name", LOCKS)
def test_a_python_lock_names_hashes_and_no_index(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    wanted = re.findall(r"(?m)^([A-Za-z0-9._-]+)(?:\[[^\]]+\])?==", text)
    assert len(wanted) > 5
    assert len(re.findall(r"(?m)^    --hash=sha256:[0-9a-f]{64}", text)) >= len(wanted)
    assert "://" not in text
    assert "--index" not in text


@pytest.mark.skipif(not (ROOT / "package-lock.json").exists(), reason="there is no npm lock")
def test_the_npm_lock_names_integrity_and_no_registry() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert [name for name, one in packages.items() if "resolved" in one] == []
    assert [name for name, one in packages.items() if name and "integrity" not in one] == []
