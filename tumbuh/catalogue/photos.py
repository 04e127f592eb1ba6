"""Photos of products: taken in from any phone, turned upright, stripped of what the camera noted, kept small."""

import hashlib
import io
import re
import uuid
import warnings
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageCms, ImageOps

from tumbuh.kernel.errors import Refused

MAX_BYTES = 15_000_000  # a phone's largest JPEG is about 12 MB
MAX_PIXELS = 60_000_000  # 50 megapixels is the most that cheap phones save; 60 take 180 MB while they are read
LEAST_PIXELS = 320  # the longer side; below it nobody can judge the goods
LARGE, SMALL = 960, 320
SIZES = (LARGE, SMALL)
KINDS = ("webp", "jpg")
_FORMATS = ("JPEG", "PNG", "WEBP")
_QUALITY = {LARGE: 78, SMALL: 72}
_NAME = re.compile(r"(?P<sha>[0-9a-f]{64})-(?P<size>960|320)\.(?P<kind>webp|jpg)", re.ASCII)
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, MemoryError)


class BadPhoto(Refused):
    """The file is no photo that we can take in."""

    code = "bad_photo"


@dataclass(frozen=True)
class Picture:
    """A kept photo. `sha256` is of the large WebP file, so that each file proves its own name; sizes are its pixels."""

    sha256: str
    width: int
    height: int


def keep(content: bytes, *, folder: Path) -> Picture:
    """
    Write a photo in two sizes and two kinds under `folder`; return what it is now called. Twice the same is once.

    What the camera noted (place, time, phone) is dropped: only pixels are written. Raises: BadPhoto.
    """
    large = _fitted(_upright(content), LARGE)
    first = _encoded(large, "webp", LARGE)
    picture = Picture(hashlib.sha256(first).hexdigest(), *large.size)
    small = _fitted(large, SMALL)
    for size, image in ((LARGE, large), (SMALL, small)):
        for kind in KINDS:
            path = path_of(picture.sha256, size, kind, folder=folder)
            if not path.exists():
                _write(first if (size, kind) == (LARGE, "webp") else _encoded(image, kind, size), path)
    return picture


def path_of(sha256: str, size: int, kind: str, *, folder: Path) -> Path:
    """Return where a photo's file lies: at most 256 folders, whatever the number of photos."""
    return folder / "foto" / sha256[:2] / f"{sha256}-{size}.{kind}"


def found_by_name(name: str, *, folder: Path) -> Path | None:
    """Return the file of "<sha256>-<size>.<kind>"; None when the name is no photo's or there is none."""
    given = _NAME.fullmatch(name)
    if given is None:
        return None
    path = path_of(given["sha"], int(given["size"]), given["kind"], folder=folder)
    return path if path.is_file() else None


def _upright(content: bytes) -> Image.Image:
    """Return the photo as RGB in sRGB, turned as it was held. Raises: BadPhoto."""
    _check_bytes(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the pixels are counted below
            image = Image.open(io.BytesIO(content), formats=_FORMATS)
        _check_pixels(*image.size)
        image.draft("RGB", (LARGE * 2, LARGE * 2))  # a JPEG is read at a half, a quarter …: eight times faster
        profile = image.info.get("icc_profile")
        return _in_srgb(_opaque(ImageOps.exif_transpose(image)), profile)
    except Image.DecompressionBombError as error:
        raise _bomb() from error
    except _BROKEN as error:
        message = "Foto ini rusak atau bukan gambar. Ambil foto lagi, lalu unggah (JPG, PNG, atau WebP)."
        raise BadPhoto(message) from error


def _check_bytes(content: bytes) -> None:
    if not content:
        raise BadPhoto("Berkas foto kosong (0 bita). Pilih fotonya lagi.", code="empty_photo")
    if len(content) > MAX_BYTES:
        raise BadPhoto(
            f"Foto lebih dari {MAX_BYTES // 1_000_000} MB. Perkecil, atau kirim ke diri sendiri lewat WhatsApp lalu "
            "unggah hasilnya.",
            code="photo_too_large",
        )
    if content[4:8] == b"ftyp":  # HEIC and AVIF; readers of theirs are not at home on every server
        raise BadPhoto(
            "Foto HEIC belum dapat dibaca. Di kamera iPhone pilih Pengaturan › Kamera › Format › Paling Kompatibel, "
            "atau kirim fotonya lewat WhatsApp lalu unggah hasilnya.",
            code="heic_photo",
        )


def _check_pixels(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise _bomb()
    if max(width, height) < LEAST_PIXELS:
        raise BadPhoto(
            f"Foto terlalu kecil ({width} × {height} titik). Sisi panjangnya paling sedikit {LEAST_PIXELS} titik.",
            code="photo_too_small",
        )


def _bomb() -> BadPhoto:
    message = "Gambar ini terlalu besar untuk dibuka dengan aman. Ambil foto dengan ukuran biasa."
    return BadPhoto(message, code="photo_bomb")


def _opaque(image: Image.Image) -> Image.Image:
    """Return the image without transparency, on white, as a shop shows it."""
    if image.has_transparency_data:
        image = image.convert("RGBA")
        ground = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(ground, image).convert("RGB")
    return image.convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return the image in the colours of every screen: without its profile a wide one would look pale."""
    if not profile:
        return image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        done = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except ImageCms.PyCMSError:
        return image  # a profile of another kind of colours, or a broken one; the pixels are good
    return done or image


def _fitted(image: Image.Image, size: int) -> Image.Image:
    copy = image.copy()
    copy.thumbnail((size, size), Image.Resampling.LANCZOS)
    copy.info = {}
    return copy


def _encoded(image: Image.Image, kind: str, size: int) -> bytes:
    out = io.BytesIO()
    if kind == "webp":
        image.save(out, "WEBP", quality=_QUALITY[size], method=4)
    else:
        image.save(out, "JPEG", quality=_QUALITY[size], optimize=True, progressive=True)
    return out.getvalue()


def _write(content: bytes, path: Path) -> None:
    """Write a file whole or not at all: two uploads of one photo may race, and a reader never sees a half."""
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = path.with_name(f"{path.name}.{uuid.uuid4().hex}")
    try:
        waiting.write_bytes(content)
        waiting.replace(path)
    finally:
        waiting.unlink(missing_ok=True)
