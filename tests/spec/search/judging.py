"""How good an order of products is for a query, and the small catalogue that the queries are asked of."""

import math
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
NOON = datetime(2026, 1, 5, 5, 0, tzinfo=UTC)
GRADES = {"best": 3, "good": 2, "near": 1}


@dataclass(frozen=True)
class Asked:
    """One judged query: title → grade, 1 to 3."""

    text: str
    grades: Mapping[str, int]
    held_out: bool


def corpus() -> list[dict[str, str]]:
    """Return the products of corpus.toml: title, seller, description, category, under."""
    found = []
    for category in tomllib.loads((HERE / "corpus.toml").read_text(encoding="utf-8"))["category"]:
        for line in category["products"].strip().splitlines():
            title, seller, description = (part.strip() for part in line.split("|"))
            found.append({"title": title, "seller": seller, "description": description,
                          "category": category["name"], "under": category["under"]})  # fmt: skip
    return found


def titles_of(pattern: str, titles: Sequence[str]) -> list[str]:
    """Return the titles that a line of a judgement stands for."""
    if pattern.endswith("*"):
        return [title for title in titles if title.startswith(pattern[:-1])]
    return [title for title in titles if title == pattern]


def judged() -> list[Asked]:
    """Return the queries of judged.toml; where two lines name a product, the better grade counts."""
    titles = [one["title"] for one in corpus()]
    found = []
    for query in tomllib.loads((HERE / "judged.toml").read_text(encoding="utf-8"))["query"]:
        grades: dict[str, int] = {}
        for word, grade in GRADES.items():
            for pattern in query.get(word, ()):
                for title in titles_of(pattern, titles):
                    grades[title] = max(grade, grades.get(title, 0))
        found.append(Asked(query["text"], grades, query.get("held_out", False)))
    return found


def ndcg(order: Sequence[str], grades: Mapping[str, int], *, at: int = 10) -> float:
    """
    Return the discounted gain of the first `at` titles over that of the best order there is, 0 to 1.

    Gain 2^grade − 1, discount log2(place + 1). Source: Järvelin & Kekäläinen 2002, in the form of Burges et al. 2005.
    """
    ideal = _gain(sorted(grades.values(), reverse=True)[:at])
    return _gain([grades.get(title, 0) for title in order[:at]]) / ideal


def mean(asked: Sequence[Asked], order_of: Callable[[str], Sequence[str]]) -> float:
    """Return the mean nDCG@10 of the queries."""
    return sum(ndcg(order_of(one.text), one.grades) for one in asked) / len(asked)


def fill_catalogue() -> None:
    """Put the corpus into the empty catalogue of this database, listed, and index it."""
    from tumbuh.catalogue.models import Category, Offer, Product
    from tumbuh.catalogue.search import index
    from tumbuh.registry.models import Business

    rows = corpus()
    sellers: dict[str, Any] = {}
    kinds: dict[tuple[str, str | None], Any] = {}
    for row in rows:
        if row["seller"] not in sellers:
            sellers[row["seller"]] = Business.objects.create(
                name=row["seller"], name_key=row["seller"].lower(), registered_on=date(2023, 6, 10), created_at=NOON
            )
        for name, above in ((row["under"], None), (row["category"], row["under"])):
            code = f"{'k' if above else 'u'}{len(kinds)}"
            if (name, above) not in kinds:
                kinds[name, above] = Category.objects.create(
                    code=code, name=name, parent=kinds.get((above, None)), line_kind="goods"
                )
    products = Product.objects.bulk_create(
        Product(business=sellers[row["seller"]], name=row["title"], added_at=NOON) for row in rows
    )
    Offer.objects.bulk_create(
        Offer(
            product=product, seller=sellers[row["seller"]], category=kinds[row["category"], row["under"]],
            title=row["title"], description=row["description"], unit="buah", price_rupiah=10_000, on_hand=5,
            state="listed", added_at=NOON, changed_at=NOON, listed_at=NOON,
        )
        for product, row in zip(products, rows, strict=True)
    )  # fmt: skip
    index.rebuild(now=NOON)


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))
