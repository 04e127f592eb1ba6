import pytest

from tests.factories.exports import as_csv, as_xlsx, shopee_row, tiktok_row
from tumbuh.channels.formats import open_export
from tumbuh.channels.formats.layouts import MissingColumn, RepeatedColumn, WrongChannel


def without(row, *names):
    return {name: cell for name, cell in row.items() if name not in names}


@pytest.mark.parametrize(
    ("content", "channel", "looks_like"),
    [
        (as_xlsx([shopee_row()]), "tiktok", "tampaknya ekspor pesanan Shopee"),
        (as_csv([tiktok_row()]), "shopee", "tampaknya ekspor pesanan TikTok Shop + Tokopedia"),
        (as_csv([{"Nama": "Siti", "NIK": "1"}]), "shopee", "bukan ekspor pesanan Shopee"),
    ],
    ids=["shopee as tiktok", "tiktok as shopee", "a register"],
)
def test_a_file_of_another_channel_is_refused_and_named(put, content, channel, looks_like):
    with pytest.raises(WrongChannel, match=looks_like.replace("+", r"\+")):
        open_export(put(content), channel=channel)


def test_a_missing_column_is_named(put):
    content = as_xlsx([without(shopee_row(), "Harga Awal", "Jumlah")])
    with pytest.raises(MissingColumn, match="“Harga Awal”, “Jumlah” tidak ada"):
        open_export(put(content), channel="shopee")


def test_a_column_that_stands_twice_is_refused(put):
    header, line = as_csv([tiktok_row()]).split(b"\r\n")[:2]
    with pytest.raises(RepeatedColumn, match="“Quantity”"):
        open_export(put(header + b',"Quantity"\r\n' + line + b',"2"\r\n'), channel="tiktok")


def test_a_column_of_no_use_may_stand_twice(read):
    header, line = as_csv([tiktok_row()]).split(b"\r\n")[:2]
    assert read(header + b',"Seller Note"\r\n' + line + b',"x"\r\n', "tiktok").lines.height == 1


def test_a_header_in_other_letters_and_blanks_is_the_same(read):
    row = {f"  {name.upper()} ".replace(" ", "\u00a0"): cell for name, cell in tiktok_row().items()}
    assert read(as_csv([row]), "tiktok").line()["net_rupiah"] == 65_000


def test_an_export_without_orders_is_read_as_nothing(read):
    done = read(as_csv([tiktok_row()]).split(b"\r\n")[0] + b"\r\n", "tiktok")
    assert (done.lines.height, done.rejected.height, done.rows_total) == (0, 0, 0)


def test_a_first_order_with_an_odd_id_is_not_taken_for_an_explanation(read):
    done = read(as_xlsx([shopee_row(No__Pesanan="Jl. Melati")]), "shopee")
    assert done.reject()["reason"] == "order_id_unreadable"
