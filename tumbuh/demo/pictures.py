"""Pictures of the demo's products, drawn: a thing on a table in a few flat colours. No photo of anybody's is needed."""

import io
from collections.abc import Callable
from typing import Any

from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 640, 480
_GROUND = (960, 720)  # what the motifs are drawn on, in their own measure
_SCALE = 4 / 3  # which makes the drawing twice as large as the picture, so that edges are smooth
# Wall, table, main, second and third colour.
PALETTES = (
    ("#F6EFE4", "#E4D3B8", "#C8553D", "#F2B84B", "#FFFDF8"),
    ("#E8F0EC", "#C6D8CD", "#2F6F5E", "#E9A03B", "#FFFDF8"),
    ("#EAEDF6", "#CBD3E6", "#3D5A98", "#F0C66B", "#FFFDF8"),
)
Pen = ImageDraw.ImageDraw
Colours = tuple[str, str, str, str, str]


def draw(motif: str, palette: int) -> bytes:
    """Return a picture as PNG; the same motif and palette give the same bytes. Raises: KeyError for another motif."""
    colours = PALETTES[palette % len(PALETTES)]
    image = Image.new("RGB", (WIDTH, HEIGHT), colours[0])
    ImageDraw.Draw(image).rectangle((0, HEIGHT * 65 // 100, WIDTH, HEIGHT), fill=colours[1])
    shade = Image.new("L", (_GROUND[0] // 4, _GROUND[1] // 4), 0)
    ImageDraw.Draw(shade).ellipse((45, 128, 195, 158), fill=110)
    shade = shade.filter(ImageFilter.GaussianBlur(6)).resize((WIDTH, HEIGHT))
    image.paste(Image.new("RGB", image.size, "#5B4A36"), mask=shade)
    layer = Image.new("RGBA", _at(*_GROUND), (0, 0, 0, 0))
    _MOTIFS[motif](ImageDraw.Draw(layer), colours)
    small = layer.reduce(2)
    image.paste(small, mask=small)
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=1)
    return out.getvalue()


def _at(*numbers: float) -> Any:
    return tuple(round(number * _SCALE) for number in numbers)


def _box(pen: Pen, place: tuple[float, float, float, float], fill: str, radius: float = 18) -> None:
    pen.rounded_rectangle(_at(*place), radius=radius * _SCALE, fill=fill)


def _round(pen: Pen, x: float, y: float, r: float, fill: str) -> None:
    pen.ellipse(_at(x - r, y - r, x + r, y + r), fill=fill)


def _many(pen: Pen, points: list[tuple[float, float]], fill: str) -> None:
    pen.polygon([_at(x, y) for x, y in points], fill=fill)


def _lunch(pen: Pen, colours: Colours) -> None:
    _, _, main, second, white = colours
    _box(pen, (230, 300, 730, 600), main)
    _box(pen, (250, 320, 710, 580), white)
    _box(pen, (265, 335, 470, 565), "#F8F4EA")
    for n in range(5):
        _round(pen, 315 + 26 * n, 450 + 14 * (n % 2), 42, "#FFFFFF")
    _box(pen, (490, 335, 695, 440), second)
    pen.ellipse(_at(515, 345, 670, 430), fill="#A8622E")
    pen.ellipse(_at(640, 352, 684, 392), fill="#EBD9BD")
    _box(pen, (490, 460, 585, 565), "#6FA05A")
    _round(pen, 538, 512, 30, "#8DBB74")
    _box(pen, (600, 460, 695, 565), "#F3E3C3")
    _round(pen, 648, 512, 34, "#D8402F")


def _snack(pen: Pen, colours: Colours) -> None:
    _, _, main, second, white = colours
    _box(pen, (280, 330, 680, 600), main)
    _many(pen, [(280, 345), (330, 240), (730, 240), (680, 345)], second)
    _box(pen, (305, 365, 655, 580), white)
    for n, fill in enumerate(("#B9783A", "#6FA05A", "#E2A94F")):
        _box(pen, (325 + 110 * n, 400, 415 + 110 * n, 480), fill, 30)
    _box(pen, (325, 500, 635, 560), "#DCEBF5", 28)


def _tumpeng(pen: Pen, colours: Colours) -> None:
    pen.ellipse(_at(210, 490, 750, 620), fill="#8A5A34")
    pen.ellipse(_at(230, 485, 730, 600), fill="#6FA05A")
    _many(pen, [(480, 190), (610, 545), (350, 545)], "#F2C230")
    pen.ellipse(_at(350, 515, 610, 575), fill="#F2C230")
    _many(pen, [(480, 190), (505, 258), (455, 258)], colours[2])
    for n, fill in enumerate(("#B9783A", "#FFFDF8", "#D8402F", "#B9783A", "#E2A94F", "#FFFDF8")):
        _round(pen, 285 + 78 * n, 560 - (18 if n in {0, 5} else 0), 30, fill)


def _pouch(pen: Pen, colours: Colours) -> None:
    _, _, main, second, white = colours
    _many(pen, [(340, 200), (620, 200), (650, 600), (310, 600)], main)
    _box(pen, (335, 180, 625, 225), second, 8)
    pen.ellipse(_at(375, 320, 585, 530), fill=white)
    for x, y in ((440, 400), (515, 385), (475, 460), (540, 455), (420, 470)):
        pen.ellipse(_at(x - 34, y - 22, x + 34, y + 22), fill=second)
    _box(pen, (390, 255, 570, 290), white, 12)


def _jar(pen: Pen, colours: Colours) -> None:
    _, _, main, second, white = colours
    _box(pen, (345, 270, 615, 600), "#F7F1E3", 40)
    for n in range(12):
        _round(pen, 395 + 58 * (n % 4), 360 + 75 * (n // 4), 30, second)
    _box(pen, (345, 400, 615, 500), white, 4)
    _box(pen, (375, 425, 585, 445), main, 8)
    _box(pen, (375, 460, 520, 476), main, 8)
    _box(pen, (335, 220, 625, 290), main, 16)


def _bottle(pen: Pen, colours: Colours) -> None:
    _, _, main, second, white = colours
    _box(pen, (445, 150, 515, 240), main, 10)
    _many(pen, [(450, 230), (510, 230), (570, 330), (390, 330)], second)
    _box(pen, (390, 310, 570, 605), second, 30)
    _box(pen, (390, 390, 570, 520), white, 2)
    _round(pen, 480, 455, 42, main)


def _cake(pen: Pen, colours: Colours) -> None:
    _, _, main, second, white = colours
    pen.ellipse(_at(240, 520, 720, 620), fill=white)
    _box(pen, (310, 330, 650, 570), "#8A5A34", 24)
    _box(pen, (310, 430, 650, 460), second, 4)
    _box(pen, (300, 310, 660, 370), white, 30)
    for n in range(5):
        _round(pen, 345 + 68 * n, 310, 22, main)


def _tray(pen: Pen, colours: Colours) -> None:
    _, _, main, second, white = colours
    _box(pen, (240, 360, 720, 600), white, 24)
    _box(pen, (265, 385, 695, 575), "#EDE3D0", 16)
    for n in range(8):
        x, y = 325 + 103 * (n % 4), 435 + 90 * (n // 4)
        pen.ellipse(_at(x - 44, y - 34, x + 44, y + 34), fill=second if n % 2 else "#B9783A")
    _box(pen, (240, 300, 720, 372), main, 16)
    _box(pen, (290, 322, 520, 348), white, 10)


def _cloth(pen: Pen, colours: Colours) -> None:
    _, _, main, second, white = colours
    _box(pen, (240, 330, 720, 600), main, 12)
    for row in range(4):
        for column in range(8):
            x, y = 275 + 60 * column, 362 + 66 * row
            _many(pen, [(x, y - 24), (x + 22, y), (x, y + 24), (x - 22, y)], second)
            _round(pen, x, y, 8, white)
    _box(pen, (240, 300, 720, 345), "#00000022", 12)


def _shirt(pen: Pen, colours: Colours) -> None:
    _, _, main, second, white = colours
    _many(pen, [(385, 210), (575, 210), (740, 310), (690, 400), (620, 365), (620, 610), (340, 610), (340, 365),
                (270, 400), (220, 310)], main)  # fmt: skip
    pen.ellipse(_at(420, 175, 540, 260), fill=white)
    _round(pen, 480, 400, 56, second)
    _round(pen, 480, 400, 26, white)


def _craft(pen: Pen, colours: Colours) -> None:
    _, _, main, second, white = colours
    for x, fill in ((370, main), (590, second)):
        _many(pen, [(x - 80, 600), (x - 55, 400), (x + 55, 400), (x + 80, 600)], fill)
        _round(pen, x, 345, 66, "#E9C9A0")
        for n in range(5):
            _box(pen, (x - 62 + 28 * n, 220 + abs(n - 2) * 14, x - 50 + 28 * n, 300), fill, 5)
        _round(pen, x - 22, 340, 8, "#3B2F2F")
        _round(pen, x + 22, 340, 8, "#3B2F2F")
        _box(pen, (x - 70, 470, x + 70, 500), white, 6)


def _bag(pen: Pen, colours: Colours) -> None:
    _, _, main, second, _ = colours
    pen.arc(_at(380, 180, 580, 430), 180, 360, fill="#8A5A34", width=round(18 * _SCALE))
    _box(pen, (300, 320, 660, 610), main, 26)
    for row in range(5):
        for column in range(6):
            _box(pen, (320 + 56 * column, 345 + 52 * row, 355 + 56 * column, 375 + 52 * row), second, 6)


def _plant(pen: Pen, colours: Colours) -> None:
    _many(pen, [(380, 430), (580, 430), (550, 610), (410, 610)], colours[2])
    _box(pen, (365, 410, 595, 455), colours[3], 10)
    for x, y, fill in ((400, 330, "#6FA05A"), (560, 330, "#6FA05A"), (480, 270, "#8DBB74"), (440, 370, "#8DBB74"),
                       (525, 370, "#5B8C48")):  # fmt: skip
        pen.ellipse(_at(x - 74, y - 56, x + 74, y + 56), fill=fill)


def _parcel(pen: Pen, colours: Colours) -> None:
    _, _, main, second, white = colours
    _box(pen, (290, 330, 670, 605), "#C79A63", 12)
    _box(pen, (455, 330, 505, 605), second, 2)
    _box(pen, (270, 280, 690, 350), "#B58650", 10)
    _box(pen, (330, 470, 435, 560), white, 8)
    _box(pen, (345, 490, 420, 504), main, 4)
    _box(pen, (345, 520, 400, 534), main, 4)


_MOTIFS: dict[str, Callable[[Pen, Colours], None]] = {
    "lunch": _lunch, "snack": _snack, "tumpeng": _tumpeng, "pouch": _pouch, "jar": _jar, "bottle": _bottle,
    "cake": _cake, "tray": _tray, "cloth": _cloth, "shirt": _shirt, "craft": _craft, "bag": _bag, "plant": _plant,
    "parcel": _parcel,
}  # fmt: skip
MOTIFS = tuple(_MOTIFS)
