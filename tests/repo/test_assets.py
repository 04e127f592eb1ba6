"""What the pages ship is what its sources make, with licences, and small enough for prepaid data."""

import gzip
import hashlib
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VENDOR = ROOT / "tumbuh/web/static/vendor"
COMPONENTS = ROOT / "tumbuh/web/components"
MANIFEST = json.loads((VENDOR / "manifest.json").read_text())


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_style_sheet_was_built_from_the_sources_of_today() -> None:
    styles = [*(ROOT / "tumbuh/web/styles").glob("*.scss"), *COMPONENTS.glob("*/style.scss")]
    now = {str(path.relative_to(ROOT)): sha256(path) for path in styles}
    assert now == MANIFEST["sources"], "run: npm ci && npm run build"


@pytest.mark.parametrize("name", MANIFEST["built"])
def test_what_was_built_is_what_is_committed(name: str) -> None:
    assert sha256(VENDOR / name) == MANIFEST["built"][name]["sha256"]


def test_versions_are_those_of_the_lock_file_and_the_lock_names_no_registry() -> None:
    text = (ROOT / "package-lock.json").read_text()
    assert "resolved" not in text
    locked = json.loads(text)["packages"]
    assert MANIFEST["packages"] == {name: locked[f"node_modules/{name}"]["version"] for name in MANIFEST["packages"]}


def test_each_package_comes_with_its_licence() -> None:
    assert "SIL OPEN FONT LICENSE" in (VENDOR / "LICENSE-plus-jakarta-sans.txt").read_text()
    assert "MIT" in (VENDOR / "LICENSE-bootstrap.txt").read_text()
    assert "Zero-Clause BSD" in (VENDOR / "LICENSE-htmx.txt").read_text()


def test_all_styles_and_scripts_of_a_page_are_small() -> None:
    sizes = {
        path.name: len(gzip.compress(path.read_bytes()))
        for path in [VENDOR / "site.css", VENDOR / "htmx.min.js", ROOT / "tumbuh/web/static/site/page.js"]
    }
    assert sizes["site.css"] <= 35_000
    assert sum(sizes.values()) <= 50_000


@pytest.mark.parametrize("folder", sorted(path for path in COMPONENTS.iterdir() if path.is_dir()), ids=lambda p: p.name)
def test_each_component_has_its_template(folder: Path) -> None:
    assert (folder / "index.html").is_file()
    assert {path.name for path in folder.iterdir()} <= {"index.html", "style.scss", "guide.html"}


def test_no_template_needs_what_the_content_security_policy_refuses() -> None:
    for path in [*(ROOT / "tumbuh/web").rglob("*.html")]:
        text = path.read_text()
        for refused in (" style=", " onclick=", " onchange=", " onsubmit=", "javascript:", "<style", "hx-on"):
            assert refused not in text, f"{path}: {refused.strip()}"
