"""Numbers without gaps through rollbacks and races, bytes that stay the same, and documents that become void."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from tests.factories.letters import letter
from tumbuh.audit.models import AuditEvent
from tumbuh.kernel.errors import Refused
from tumbuh.papers import queries, services
from tumbuh.papers.models import Paper, PaperFile, Series
from tumbuh.papers.printing import printable, typeset
from tumbuh.papers.rules import Face, NotAPaper, PaperKind

pytestmark = pytest.mark.django_db
KINDS = [
    PaperKind.PURCHASE_ORDER, PaperKind.HANDOVER, PaperKind.RECEIPT, PaperKind.INVOICE, PaperKind.TAX_SLIP,
]  # fmt: skip


def text_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def test_each_kind_issuer_and_year_counts_by_itself(issue: Callable[..., Paper]) -> None:
    made = [
        issue(),
        issue(),
        issue(series="31.74-9"),
        issue(kind=PaperKind.HANDOVER),
        issue(day=date(2027, 1, 2)),
        issue(),
    ]
    assert [one.number for one in made] == [
        "0001/SP/TMB/31.71-1234/XI/2026",
        "0002/SP/TMB/31.71-1234/XI/2026",
        "0001/SP/TMB/31.74-9/XI/2026",
        "0001/BAST/TMB/31.71-1234/XI/2026",
        "0001/SP/TMB/31.71-1234/I/2027",
        "0003/SP/TMB/31.71-1234/XI/2026",
    ]
    assert len({one.code for one in made}) == len(made)
    assert queries.broken_series() == []


def test_issuing_is_two_queries(issue: Callable[..., Paper]) -> None:
    with CaptureQueriesContext(connection) as asked:
        issue()
    assert len([one for one in asked if "SAVEPOINT" not in one["sql"]]) == 2


def test_a_rolled_back_act_gives_its_number_back(issue: Callable[..., Paper]) -> None:
    issue()

    def act() -> None:
        with transaction.atomic():
            issue()
            raise Refused("Stok habis.", code="out_of_stock")

    with pytest.raises(Refused):
        act()
    assert issue().sequence == 2
    with pytest.raises(NotAPaper):
        issue(face=Face(""))
    assert issue().sequence == 3
    assert queries.broken_series() == []


@pytest.mark.django_db(transaction=True)
def test_under_a_race_with_rollbacks_no_number_is_missing_or_double(issue: Callable[..., Paper]) -> None:
    def act(n: int) -> None:
        try:
            with transaction.atomic():
                issue(subject=f"orders.order:{n}")
                if n % 3 == 0:
                    raise KeyError(n)
        except KeyError:
            pass
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(act, range(60)))
    assert sorted(Paper.objects.values_list("sequence", flat=True)) == list(range(1, 41))
    assert Series.objects.get().last_number == 40
    assert queries.broken_series() == []


def test_the_database_refuses_to_jump_a_number_or_to_change_a_document(issue: Callable[..., Paper]) -> None:
    paper = issue()
    services.pdf(paper)
    for change in (
        lambda: Series.objects.update(last_number=5),
        lambda: Series.objects.update(code="lain"),
        lambda: Paper.objects.update(total_rupiah=1),
        lambda: Paper.objects.update(content={}),
        lambda: PaperFile.objects.update(content=b"lain"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert queries.paper(paper.public_id).total_rupiah == 4_350_000


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_is_set_once_and_the_same_for_ever(issue: Callable[..., Paper], kind: PaperKind) -> None:
    paper = issue(kind=kind, content=letter(receipt=kind is PaperKind.RECEIPT).content())
    assert queries.hash_of(paper) is None
    first = services.pdf(paper)
    assert services.pdf(queries.paper(paper.public_id)) == first == typeset(paper)
    assert queries.hash_of(paper) == hashlib.sha256(first).hexdigest()
    reader = PdfReader(BytesIO(first))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert reader.metadata.title.endswith(paper.number)
    assert paper.number in text_of(first)
    assert "empat juta tiga ratus lima puluh ribu rupiah" in text_of(first).replace("\n", " ").lower()


def test_another_process_makes_the_same_bytes(issue: Callable[..., Paper], tmp_path: Path) -> None:
    """Only what is set twice in two processes can be set again in ten years with the same versions."""
    paper = issue()
    data = tmp_path / "data.json"
    code = f"""
import json, pathlib, sys
from datetime import datetime
from tumbuh.papers.typesetting import pdf
data = json.loads(pathlib.Path({str(data)!r}).read_text())
sys.stdout.buffer.write(pdf(pathlib.Path("tumbuh/papers/templates/purchase_order.typ").resolve(), data,
    made_at=datetime.fromisoformat({paper.issued_at.isoformat()!r})))
"""
    data.write_text(json.dumps(printable(paper)), encoding="utf-8")
    made = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True).stdout
    assert made == services.pdf(paper)


def test_sixty_items_go_over_pages_with_the_heading_on_each(issue: Callable[..., Paper]) -> None:
    reader = PdfReader(BytesIO(services.pdf(issue(content=letter(60).content()))))
    texts = [page.extract_text() for page in reader.pages]
    assert len(texts) >= 3
    assert all("Harga satuan" in text for text in texts[:-1])
    assert all(f"Halaman {at} dari {len(texts)}" in text for at, text in enumerate(texts, start=1))
    together = [("Pejabat Pembuat Komitmen" in text, "Siti Aminah" in text) for text in texts]
    assert together[-1] == (True, True)


def test_a_sign_that_the_font_has_not_is_left_out_of_the_print(issue: Callable[..., Paper]) -> None:
    content = letter().content()
    content["items"]["rows"][0][1] = "Bento 🍱 spesial 漢字 #panic(1)"
    paper = issue(content=content)
    assert "Bento  spesial  #panic(1)" in text_of(services.pdf(paper)).replace("Bento spesial", "Bento  spesial ")
    assert queries.paper(paper.public_id).content["items"]["rows"][0][1] == "Bento 🍱 spesial 漢字 #panic(1)"


def test_a_void_document_keeps_its_number_and_its_bytes(
    issue: Callable[..., Paper], make_person: Callable[..., Any], now: datetime
) -> None:
    paper, by = issue(), make_person(username="ppk")
    before = services.pdf(paper)
    with pytest.raises(services.ReasonMissing):
        services.void(paper=paper, reason=" ", by=by, now=now)
    assert not queries.paper(paper.public_id).is_void
    later = now + timedelta(hours=1)
    services.void(paper=paper, reason="Pesanan dibatalkan", by=by, now=later)
    with pytest.raises(services.VoidAlready):
        services.void(paper=paper, reason="Lagi", by=by, now=later)
    with pytest.raises(DatabaseError), transaction.atomic():
        Paper.objects.filter(pk=paper.pk).update(voided_at=None, voided_by=None, void_reason="")
    row = queries.paper(paper.public_id)
    assert (row.number, row.void_reason, services.pdf(row)) == (paper.number, "Pesanan dibatalkan", before)
    assert issue().sequence == 2
    trail = AuditEvent.objects.filter(event="papers.voided").values_list("target", "reason")
    assert list(trail) == [(services.target_of(paper), "Pesanan dibatalkan")]


def test_the_worker_sets_what_nobody_has_opened(issue: Callable[..., Paper]) -> None:
    opened, waiting = issue(), issue()
    services.pdf(opened)
    assert services.set_waiting(limit=10) == 1
    assert services.set_waiting(limit=10) == 0
    assert queries.hash_of(waiting) is not None


def test_a_document_is_found_by_its_code_and_by_what_it_documents(issue: Callable[..., Paper]) -> None:
    first, second = issue(), issue(kind=PaperKind.HANDOVER)
    issue(subject="orders.order:2")
    assert list(queries.papers_of("orders.order:1")) == [first, second]
    assert queries.paper_by_code(first.code.lower()) == first
    assert queries.paper_by_code("TIDAK-ADA") is None
