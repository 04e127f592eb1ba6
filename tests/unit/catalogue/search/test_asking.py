from datetime import UTC, date, datetime

import pytest

from tumbuh.catalogue.search.asking import BadQuestion, Query, Sort, band_of, hours_until, query_of, shuffler


def test_an_address_without_parameters_asks_for_everything() -> None:
    assert query_of({}) == Query()
    assert not query_of({"cari": ["kopi"], "halaman": ["2"]}).is_narrowed


def test_parameters_are_read_by_their_names() -> None:
    given = {
        "cari": ["  keripik   singkong "], "kategori": ["keripik", "kue"], "harga": ["0,2"], "bukti": ["3"],
        "izin": ["halal"], "siap": ["24"], "antar": ["2026-01-06T08:30"], "harga_min": ["Rp10.000"],
        "urut": ["termurah"],
        "halaman": ["3"], "utm_source": ["x"],
    }  # fmt: skip
    found = query_of(given)
    assert found.text == "keripik singkong"
    assert found.categories == ("keripik", "kue")
    assert (found.bands, found.level, found.licences, found.ready_hours) == ((0, 2), 3, ("halal",), 24)
    assert found.deliver_at == datetime(2026, 1, 6, 1, 30, tzinfo=UTC)
    assert (found.least_rupiah, found.sort, found.page) == (10_000, Sort.CHEAP, 3)
    assert found.is_narrowed


@pytest.mark.parametrize(
    ("name", "value"),
    [("harga", "99"), ("bukti", "x"), ("kelas", "raksasa"), ("izin", "sim"), ("siap", "25"), ("antar", "besok"),
     ("urut", "acak"), ("halaman", "satu"), ("harga_min", "-5")],
)  # fmt: skip
def test_a_value_that_there_is_none_of_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(BadQuestion, match=name):
        query_of({name: [value]})


def test_a_page_is_never_before_the_first_nor_far_beyond() -> None:
    assert query_of({"halaman": ["0"]}).page == 1
    assert query_of({"halaman": ["9999"]}).page == 400


@pytest.mark.parametrize(("price", "band"), [(9_999, 0), (10_000, 1), (99_999, 3), (1_000_000, 6)])
def test_a_price_lies_in_one_band(price: int, band: int) -> None:
    assert band_of(price) == band


def test_keys_are_put_into_another_order_each_day_and_none_is_lost() -> None:
    keys = range(0, 2**31, 2**31 // 97)
    orders = []
    for day in (date(2026, 1, 5), date(2026, 1, 6)):
        mixed = [(key * shuffler(day)) & 0x7FFF_FFFF for key in keys]
        assert len(set(mixed)) == len(keys)
        orders.append(sorted(range(len(mixed)), key=mixed.__getitem__))
    assert orders[0] != orders[1]


def test_hours_are_whole_and_below_zero_when_over() -> None:
    now = datetime(2026, 1, 5, 5, 0, tzinfo=UTC)
    assert hours_until(datetime(2026, 1, 5, 6, 59, tzinfo=UTC), now=now) == 1
    assert hours_until(datetime(2026, 1, 5, 4, 59, tzinfo=UTC), now=now) == -1
