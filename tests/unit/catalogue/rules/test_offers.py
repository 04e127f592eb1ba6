"""The moves of an offer, what it needs before it is judged, and how much may be ordered."""

from dataclasses import replace

import pytest

from tumbuh.catalogue.rules.offers import FREE, JUDGED, MOVES, BadQuantity, Readiness, check_quantity, missing_of

READY = Readiness(
    title="Keripik", description="Keripik singkong renyah dengan balado", category_is_food=True, line_kind="goods",
    seller_type="maker", maker_name="", photos=1, licences={"pirt"}, needs_licence=True, has_room=True,
)  # fmt: skip
PACKED = ("pirt", "bpom")


def missing(**changes: object) -> list[str]:
    return missing_of(replace(READY, **changes), packed_food_licences=PACKED)  # type: ignore[arg-type]


def test_a_ready_offer_lacks_nothing() -> None:
    assert missing() == []
    assert missing(licences=set(), needs_licence=False) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"photos": 0}, "foto"),
        ({"description": "Enak sekali"}, "lima kata"),
        ({"seller_type": "reseller"}, "pembuat"),
        ({"licences": {"halal"}}, "P-IRT"),
        ({"has_room": False}, "stok"),
    ],
)
def test_each_thing_that_is_missing_is_asked_for(changes: dict[str, object], said: str) -> None:
    [found] = missing(**changes)
    assert said in found


def test_nothing_leads_out_of_retired_and_only_curation_lists() -> None:
    assert MOVES["retired"] == ()
    assert [state for state, to in MOVES.items() if "listed" in to] == ["submitted", "paused"]
    assert {to for targets in MOVES.values() for to in targets} <= set(MOVES)
    assert not set(JUDGED) & set(FREE)


def test_a_quantity_stays_within_what_is_sold_at_once() -> None:
    check_quantity(title="Nasi", unit="kotak", quantity=10, least=10, most=10)
    with pytest.raises(BadQuantity, match="paling sedikit 10 kotak"):
        check_quantity(title="Nasi", unit="kotak", quantity=9, least=10, most=None)
    with pytest.raises(BadQuantity, match="paling banyak 10 kotak"):
        check_quantity(title="Nasi", unit="kotak", quantity=11, least=10, most=10)
