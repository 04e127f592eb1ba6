"""Anyone who holds a sheet can check it, learns nobody's name by it, and sees when it is void."""

from collections.abc import Callable
from datetime import date, datetime
from http import HTTPStatus
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories.letters import letter
from tumbuh.papers import services
from tumbuh.papers.models import Paper, PaperFile
from tumbuh.papers.rules import Face, PaperKind, grouped
from tumbuh.web.papers.checking import LIMIT_BYTES

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(now: datetime) -> Paper:
    return services.issue(
        kind=PaperKind.PURCHASE_ORDER, series="101", face=Face("Dinas Perdagangan", "Dapur Bu Siti", 4_350_000),
        content=letter().content(), subject="lain.hal:1", day=date(2026, 11, 25), by=None, now=now,
    )  # fmt: skip


def page(client: Client, code: str, **data: Any) -> str:
    answer = client.post(f"/periksa/{code}/", data) if data else client.get(f"/periksa/{code}/")
    assert answer.status_code == HTTPStatus.OK
    assert (answer.headers["X-Robots-Tag"], answer.headers["Cache-Control"]) == ("noindex", "private, no-store")
    return answer.content.decode()


def test_a_sheet_is_found_by_its_code_without_signing_in_and_names_no_person(client: Client, paper: Paper) -> None:
    text = page(client, grouped(paper.code).lower())
    for said in ("0001/SP/TMB/101/XI/2026", "25 November 2026", "Dinas Perdagangan", "Dapur Bu Siti", "Rp4.350.000"):
        assert said in text
    assert "terbit dari sini dan berlaku" in text
    for person in ("Siti Aminah", "Rina Kartika", "Budi Santoso"):
        assert person not in text


def test_a_void_document_says_so_and_not_why(client: Client, paper: Paper, now: datetime) -> None:
    services.void(paper=paper, reason="Bu Siti sakit", by=None, now=now)
    text = page(client, paper.code)
    assert "sudah dibatalkan" in text
    assert "5 Januari 2026" in text
    assert "terbit dari sini dan berlaku" not in text
    assert "sakit" not in text


def test_a_file_is_compared_with_ours_and_not_kept(client: Client, paper: Paper) -> None:
    ours = services.pdf(paper)
    kept = PaperFile.objects.count()
    assert "Berkas sama persis" in page(client, paper.code, file=SimpleUploadedFile("a.pdf", ours))
    changed = ours.replace(b"%PDF-1.7", b"%PDF-1.6")
    assert changed != ours
    assert "Berkas berbeda" in page(client, paper.code, file=SimpleUploadedFile("a.pdf", changed))
    assert PaperFile.objects.count() == kept


def test_a_file_that_is_too_large_or_none_is_not_compared(client: Client, paper: Paper) -> None:
    large = SimpleUploadedFile("a.pdf", b"0" * (LIMIT_BYTES + 1))
    assert "lebih dari 10 MB" in page(client, paper.code, file=large)
    text = page(client, paper.code, other="x")
    assert "Berkas sama persis" not in text
    assert "Berkas berbeda" not in text


def test_an_unknown_code_is_not_found_and_says_what_to_do(client: Client) -> None:
    answer = client.get("/periksa/XXXX-XXXX-XXXX-XXXX/")
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert "tidak dikenal" in answer.content.decode()


def test_who_has_no_camera_types_the_code(client: Client, paper: Paper) -> None:
    answer = client.get("/periksa/", {"code": f" {grouped(paper.code).lower()} "})
    assert answer.headers["Location"] == f"/periksa/{paper.code}/"
    assert client.get("/periksa/").status_code == HTTPStatus.OK


def test_a_document_of_nothing_we_know_is_opened_by_nobody(signed_in: Callable[..., Any], paper: Paper) -> None:
    client = signed_in(username="siapa")
    assert client.get(f"/dokumen/{paper.public_id}.pdf").status_code == HTTPStatus.FORBIDDEN
    assert Client().get(f"/dokumen/{paper.public_id}.pdf").status_code == HTTPStatus.FOUND
