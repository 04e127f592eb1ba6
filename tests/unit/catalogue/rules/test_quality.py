"""How complete a page is."""

from dataclasses import replace

from tumbuh.catalogue.rules.quality import ITEMS, Page, quality_of

WHOLE = Page(
    title="Keripik Singkong Balado 200 gr", description=" ".join(["kata"] * 15), photos=3, has_sku=True, has_pack=True,
    origin_level=4, licences=1, expects_licence=True, delivers=True, has_phone=True, has_master=True,
)  # fmt: skip
EMPTY = Page(
    title="KERIPIK", description="", photos=0, has_sku=False, has_pack=False, origin_level=0, licences=0,
    expects_licence=True, delivers=False, has_phone=False, has_master=False,
)  # fmt: skip


def test_a_whole_page_has_all_points_and_an_empty_one_none() -> None:
    assert sum(item.points for item in ITEMS) == 10_000
    assert (quality_of(WHOLE).permyriad, quality_of(WHOLE).missing) == (10_000, ())
    assert (quality_of(EMPTY).permyriad, len(quality_of(EMPTY).missing)) == (0, len(ITEMS))


def test_what_is_missing_is_asked_for_the_weightiest_first() -> None:
    found = quality_of(replace(WHOLE, photos=0, has_master=False, origin_level=1))
    assert [item.code for item in found.missing] == ["photo", "origin", "photos", "master"]
    assert found.permyriad == 5_000


def test_what_needs_no_licence_does_not_miss_one() -> None:
    assert quality_of(replace(WHOLE, licences=0, expects_licence=False)).permyriad == 10_000
