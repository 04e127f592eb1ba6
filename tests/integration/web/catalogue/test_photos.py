"""A kept photo is served to everybody, once for each browser, and nothing else of the disk is."""

import io
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image

from tumbuh.catalogue.photos import keep


@pytest.fixture
def sha256() -> str:
    out = io.BytesIO()
    Image.new("RGB", (500, 400), "green").save(out, "JPEG")
    return keep(out.getvalue(), folder=Path(settings.MEDIA_ROOT)).sha256


@pytest.mark.parametrize(("suffix", "kind"), [("webp", "image/webp"), ("jpg", "image/jpeg")])
def test_a_photo_is_served_to_be_kept_for_ever_without_asking_the_database(
    client: Client, sha256: str, suffix: str, kind: str
) -> None:
    answer = client.get(f"/foto/{sha256}-320.{suffix}")  # no database is given to this test
    assert (answer.status_code, answer["Content-Type"]) == (200, kind)
    assert "immutable" in answer["Cache-Control"]
    assert Image.open(io.BytesIO(answer.content)).size == (320, 256)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["0" * 64 + "-320.webp", "..%2f..%2fsettings.py", "secret_key"])
def test_a_name_that_is_no_photo_finds_nothing(client: Client, name: str) -> None:
    assert client.get(f"/foto/{name}").status_code == 404
