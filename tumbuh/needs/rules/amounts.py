"""Quantities and money in a sentence: "40 orang", "maksimal 35 ribu per kotak". Pure."""

import re
from dataclasses import dataclass
from fractions import Fraction

from tumbuh.needs.rules.reading import DIGITS, IN_WORDS, NUMBER, Text, read_number, read_whole
from tumbuh.needs.rules.words import Part, Quantity, Sure

# As it is written → as we write it. Goods in a package or by the piece; weights and volumes; people.
PIECES = {
    "kotak": "kotak", "box": "kotak", "boks": "kotak", "dus": "kotak", "kardus": "kotak", "porsi": "porsi",
    "bungkus": "bungkus", "bks": "bungkus", "bgks": "bungkus", "pak": "bungkus", "pack": "bungkus", "pcs": "buah",
    "pc": "buah", "buah": "buah", "bh": "buah", "biji": "buah", "potong": "potong", "unit": "unit", "set": "set",
    "paket": "paket", "lembar": "lembar", "lbr": "lembar", "eksemplar": "eksemplar", "eks": "eksemplar",
    "rim": "rim", "botol": "botol", "btl": "botol", "gelas": "gelas", "cup": "gelas", "toples": "toples",
    "ekor": "ekor", "ikat": "ikat", "karung": "karung", "sak": "karung", "roll": "rol", "rol": "rol",
    "lusin": "lusin", "kodi": "kodi", "gros": "gros", "stel": "stel", "pasang": "pasang", "loyang": "loyang",
    "tampah": "tampah", "titik": "titik", "pot": "pot", "batang": "batang", "helai": "helai", "buku": "buku",
    "galon": "galon", "nampan": "nampan", "tabung": "tabung", "kaleng": "kaleng", "polybag": "polybag",
}  # fmt: skip
MEASURES = {
    "kg": "kg", "kilo": "kg", "kilogram": "kg", "gram": "gram", "gr": "gram", "g": "gram", "liter": "liter",
    "ltr": "liter", "ml": "ml", "ton": "ton", "meter": "meter", "m": "meter", "kwintal": "kwintal",
}  # fmt: skip
PEOPLE = {
    "orang": "orang", "org": "orang", "pax": "orang", "peserta": "orang", "tamu": "orang", "undangan": "orang",
    "pegawai": "orang", "anak": "orang", "siswa": "orang", "kepala": "orang",
}  # fmt: skip
UNITS = PIECES | MEASURES | PEOPLE
_UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
_QUANTITY = re.compile(rf"(?<![\w.,/@-])(?:({NUMBER})(?: ?(rb|ribu))?|(se))(?P<gap>[ ]*)({_UNIT})\b(?![.,]?\d)")
_NOT_BEFORE = {"jam", "pukul", "pkl", "tgl", "tanggal", "no", "nomor", "lantai", "lt", "rt", "rw", "rp", "per"}
_ONE_OF = {"lusin", "kodi", "gros"}  # "selusin" is a quantity, "sekotak" in a price is "per kotak"

_SCALES = {"ribu": 10**3, "rb": 10**3, "rbu": 10**3, "k": 10**3, "juta": 10**6, "jt": 10**6, "jta": 10**6,
           "miliar": 10**9, "milyar": 10**9}  # fmt: skip
_ALL_OF = "anggaran|anggarannya|budget|budgetnya|bujet|dana|dananya|pagu|pagunya|total|totalnya|plafon|hps"
_MOST = "maksimal|maksimum|maks|max|maximal|paling mahal|paling banyak|tidak lebih dari|di bawah|dibawah|harga|"
_MOST += "harganya|kisaran|sekitar|biaya|kira-kira"
_MONEY = re.compile(
    rf"(?:\b(?P<lead>(?:(?:{_ALL_OF}|{_MOST}|masing-masing|tersedia|yang|ada|rata-rata)[ :]+)+))?(?P<at>@[ ]?)?"
    rf"(?P<rp>\b(?:rp|idr)\.?[ ]?)?(?:(?P<low>{DIGITS})[ ]?(?P<lowscale>ribu|rb|k|juta|jt)?[ ]?"
    rf"(?:-|–|sampai|s/d|sd|hingga)[ ]?(?:rp\.?[ ]?)?)?"
    rf"(?P<number>(?<![\w.,/-]){DIGITS}|(?<=-|–){DIGITS}|(?<=rp){DIGITS}|\b{IN_WORDS}\b)(?P<half>[ ]+setengah)?"
    rf"[ ]?(?P<scale>ribu|rbu|rb|k|juta|jta|jt|miliar|milyar)?(?P<cents>,-|,00)?(?![\w]|[.,]\d)"
    rf"(?P<rupiah>[ ]rupiah)?(?P<per>[ ]?(?:/|per|tiap|setiap|untuk satu|[ ]se)[ ]?(?:{_UNIT}|nasi|item|kepala)\b|"
    rf"[ ](?:satuan|masing-masing|satunya|sebuah)\b|[ ]?[x×](?=[ ]?\d))?"
    rf"(?P<all>[ ](?:total|semua|semuanya|seluruhnya|keseluruhan)\b)?"
    rf"(?P<unit>[ ]*(?:{_UNIT})\b)?"
)
_Counted = tuple[re.Match[str], int, str]  # where it stands, how many, which unit
_LEAST = 1_000  # rupiah; a bare number below this is no price
_MOST_RUPIAH = 10**13


@dataclass(frozen=True)
class Budget:
    """The amounts that a sentence names: for one, for all, and one that may be either."""

    unit: Part[int] | None = None
    total: Part[int] | None = None
    either: Part[int] | None = None


def read_budget(text: Text) -> Budget:
    """Return the money of a sentence. A number is money when rupiah, a scale or a word for the most stands with it."""
    found: dict[str, Part[int]] = {}
    position = 0
    while (match := text.next(_MONEY, position)) is not None:
        amount = _amount(match)
        position = match.end() if amount is not None else match.start() + 1  # "sembilan total 5 juta": try later words
        if amount is None:
            continue
        end = match.end() if match["unit"] is None else match.start("unit")
        basis = _basis(match)
        said = text.take(match.start(), end).rstrip(" x×")
        sure, why = (Sure.LIKELY, "diambil batas atasnya") if match["low"] else (Sure.SAID, "")
        if basis == "either":
            sure, why = Sure.ASK, "untuk satu atau seluruhnya?"
        found.setdefault(basis, Part(amount, said, sure, why))
    return Budget(found.get("unit"), found.get("total"), found.get("either"))


def _amount(match: re.Match[str]) -> int | None:
    """Return the rupiah of a match, None when it is no money."""
    value = read_number(match["number"])
    scale, in_words = match["scale"], not match["number"][0].isdigit()
    if value is None:
        return None
    if match["half"]:
        if not scale:
            return None
        value += Fraction(1, 2)
    scaled = scale or (in_words and "ribu" in match["number"])
    named = bool(match["rp"] or match["rupiah"] or match["at"] or match["per"] or match["cents"])
    if match["unit"] and not named and not match["all"]:
        return None  # "dua ribu bungkus", also after "maksimal"
    if not (scaled or named or match["lead"]):
        return None
    amount = value * _SCALES[scale] if scale else value
    if amount.denominator != 1 or not _LEAST <= amount <= _MOST_RUPIAH:
        return None
    return int(amount)


def _basis(match: re.Match[str]) -> str:
    lead = match["lead"] or ""
    if match["per"] or match["at"] or "masing-masing" in lead:
        return "unit"
    if match["all"] or re.search(rf"\b(?:{_ALL_OF})\b", lead):
        return "total"
    return "either"


def read_quantities(text: Text) -> tuple[Part[Quantity] | None, Part[int] | None]:
    """
    Return how many of what, and how many people; a count of pieces goes before one of people, that before a measure.

    In "minyak goreng 2 liter 30 botol" the litres describe the bottle and stay unread here.
    """
    pieces: list[_Counted] = []
    measures: list[_Counted] = []
    people: list[_Counted] = []
    for match in text.find(_QUANTITY):
        number = _counted(match)
        if number is None or text.before(match.start()) in _NOT_BEFORE:
            continue
        unit = match[5]
        kept = pieces if unit in PIECES else measures if unit in MEASURES else people
        kept.append((match, number, UNITS[unit]))
    chosen = (pieces or people or measures)[:1]
    heads = None
    if people:
        match, number, _unit = people[0]
        heads = Part(number, text.take(match.start(), match.end()))
    if not chosen:
        return None, heads
    match, number, name = chosen[0]
    said = text.take(match.start(), match.end())
    several = len(pieces or people or measures) > 1
    sure = Sure.ASK if several else Sure.SAID
    return Part(Quantity(number, name), said, sure, "ada lebih dari satu jumlah" if several else ""), heads


def _counted(match: re.Match[str]) -> int | None:
    if match[3]:
        return 1 if match[5] in _ONE_OF and not match["gap"] else None
    if match[2]:
        value = read_number(match[1])
        scaled = value * 1_000 if value is not None else None
        return int(scaled) if scaled is not None and scaled.denominator == 1 and scaled > 0 else None
    return read_whole(match[1])


_BARE_BEFORE = re.compile(rf"(?<![\w.,/@-])({NUMBER})[ ]*(?:(?:buah|paket|porsi)[ ]+)?$")
_BARE_AFTER = re.compile(
    rf"[ ]*(?:x|:|=|sebanyak|sejumlah|jumlah)?[ ]*({NUMBER})(?![\w]|[.,/:]\d)"
    r"(?!,?[ ]*(?:hari|jam|minggu|bulan|kali|tahun|macam|jenis|warna|rasa|persen|%))"
)


def number_beside(text: Text, start: int, end: int, unit: str) -> Part[Quantity] | None:
    """Return the bare number just before or after a thing, as in "100 kaos" and "kaos 100"."""
    before = _BARE_BEFORE.search(text.plain, 0, start)
    if before and not text.is_taken(before.start()) and text.before(before.start()) not in _NOT_BEFORE:
        number = read_whole(before[1])
        if number is not None:
            return Part(Quantity(number, unit), text.take(before.start(), before.end()))
    after = _BARE_AFTER.match(text.plain, end)
    if after and not any(text.is_taken(at) for at in range(after.start(), after.end())):
        number = read_whole(after[1])
        if number is not None:
            why = "angka tanpa satuan"
            return Part(Quantity(number, unit), text.take(after.start(), after.end()), Sure.LIKELY, why)
    return None
