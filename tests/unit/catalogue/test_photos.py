"""Photos come in upright and small, tell nothing of who took them, and no file harms us."""

import hashlib
import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from tumbuh.catalogue.photos import KINDS, SIZES, BadPhoto, found_by_name, keep, path_of
from tumbuh.kernel.errors import Refused

ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825


def photo(size: tuple[int, int] = (1200, 800), kind: str = "JPEG", **options: object) -> bytes:
    """Return a picture that is red above and blue below."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0], size[1] // 2))
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def large(picture: object, folder: Path) -> Image.Image:
    return Image.open(path_of(picture.sha256, 960, "webp", folder=folder))  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_kept_in_two_sizes_and_two_kinds(tmp_path: Path, kind: str) -> None:
    picture = keep(photo(kind=kind), folder=tmp_path)
    assert (picture.width, picture.height) == (960, 640)
    found = {
        (size, suffix): Image.open(path_of(picture.sha256, size, suffix, folder=tmp_path))
        for size in SIZES
        for suffix in KINDS
    }
    assert {key: (one.size, one.format) for key, one in found.items()} == {
        (960, "webp"): ((960, 640), "WEBP"), (960, "jpg"): ((960, 640), "JPEG"),
        (320, "webp"): ((320, 213), "WEBP"), (320, "jpg"): ((320, 213), "JPEG"),
    }  # fmt: skip


def test_the_large_file_proves_its_own_name_and_the_same_photo_is_kept_once(tmp_path: Path) -> None:
    first, second = keep(photo(), folder=tmp_path), keep(photo(), folder=tmp_path)
    content = path_of(first.sha256, 960, "webp", folder=tmp_path).read_bytes()
    assert first == second
    assert hashlib.sha256(content).hexdigest() == first.sha256
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 4


def test_a_small_photo_is_not_blown_up(tmp_path: Path) -> None:
    picture = keep(photo((400, 330)), folder=tmp_path)
    assert (picture.width, picture.height) == (400, 330)


def test_where_and_with_what_it_was_taken_is_dropped(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[MAKE] = "Telepon Rahasia"
    exif.get_ifd(GPS)[1] = "S"
    exif.get_ifd(GPS)[2] = (6.0, 10.0, 30.0)
    content = photo(exif=exif, comment=b"catatan pribadi")
    assert b"Telepon Rahasia" in content
    picture = keep(content, folder=tmp_path)
    for size in SIZES:
        for kind in KINDS:
            path = path_of(picture.sha256, size, kind, folder=tmp_path)
            assert b"Rahasia" not in path.read_bytes()
            assert b"pribadi" not in path.read_bytes()
            kept = Image.open(path)
            assert dict(kept.getexif()) == {}
            assert not {"exif", "xmp", "icc_profile", "comment"} & set(kept.info)


def test_a_photo_held_sideways_is_turned_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 3  # upside down
    picture = keep(photo(exif=exif), folder=tmp_path)
    red, _, blue = large(picture, tmp_path).convert("RGB").getpixel((480, 100))  # type: ignore[misc]
    assert blue > red + 100  # what was below is above now
    exif[ORIENTATION] = 6  # a quarter
    picture = keep(photo(exif=exif), folder=tmp_path)
    assert (picture.width, picture.height) == (640, 960)


def test_what_is_transparent_becomes_white(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (400, 400), (255, 0, 0, 0)).save(out, "PNG")
    picture = keep(out.getvalue(), folder=tmp_path)
    assert min(large(picture, tmp_path).convert("RGB").getpixel((200, 200))) > 250  # type: ignore[arg-type]


def bomb() -> bytes:
    """Return a PNG of a few bytes that promises 40,000 × 40,000 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_photo"),
        (b"x" * 15_000_001, "photo_too_large"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "heic_photo"),
        (bomb(), "photo_bomb"),
        (photo((300, 200)), "photo_too_small"),
        (photo()[:2_000], "bad_photo"),
        (b"GIF89a" + b"\0" * 100, "bad_photo"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "bad_photo"),
        (b"<html><script>alert(1)</script></html>", "bad_photo"),
    ],
)
def test_what_is_no_good_photo_is_refused_and_leaves_no_file(tmp_path: Path, content: bytes, code: str) -> None:
    with pytest.raises(BadPhoto) as refused:
        keep(content, folder=tmp_path)
    assert refused.value.code == code
    assert isinstance(refused.value, Refused)
    assert list(tmp_path.iterdir()) == []


def test_only_a_photos_own_name_finds_a_file(tmp_path: Path) -> None:
    sha = keep(photo(), folder=tmp_path).sha256
    (tmp_path / "rahasia.txt").write_text("x")
    assert found_by_name(f"{sha}-320.webp", folder=tmp_path) == path_of(sha, 320, "webp", folder=tmp_path)
    for name in (f"{sha}-640.webp", f"{'0' * 64}-320.webp", "../rahasia.txt", f"{sha}-320.webp\n", f"{sha}-320.svg"):
        assert found_by_name(name, folder=tmp_path) is None
