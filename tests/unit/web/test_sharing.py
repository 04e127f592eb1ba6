"""A message for WhatsApp is a plain link, and never longer than an old phone opens."""

from urllib.parse import parse_qs, urlsplit

from tumbuh.web.sharing import MOST_LETTERS, whatsapp


def words(address: str) -> str:
    return parse_qs(urlsplit(address).query)["text"][0]


def test_signs_and_lines_come_through() -> None:
    assert words(whatsapp(["*Bu Sari & anak*", "Nasi + lauk: 50 % #1"])) == "*Bu Sari & anak*\nNasi + lauk: 50 % #1"


def test_whole_lines_are_left_out_of_what_is_too_long() -> None:
    address = whatsapp(["https://contoh/toko/", *["• Nasi kotak ayam bakar madu"] * 200])
    lines = words(address).splitlines()
    assert len(address) <= MOST_LETTERS + len("https://wa.me/?text=")
    assert lines[0] == "https://contoh/toko/"
    assert set(lines[1:]) == {"• Nasi kotak ayam bakar madu"}
