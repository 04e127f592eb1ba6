"""
Who may take part in a cycle, and why not: rules as data, judged one by one. Pure.

What the register does not know is no "no": the answer is then "unknown", with what to fill in.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tumbuh.kernel.errors import Refused

_CLASS_NAMES = {"micro": "mikro", "small": "kecil", "medium": "menengah", "large": "besar"}
_LICENCE_NAMES = {"pirt": "P-IRT", "bpom": "BPOM", "halal": "halal", "tkdn": "TKDN", "hki": "HKI"}
_GENDER_NAMES = {"female": "perempuan", "male": "laki-laki"}


class BadRule(Refused):
    """A rule of eligibility that nobody can judge."""

    code = "bad_eligibility_rule"


@dataclass(frozen=True)
class Facts:
    """What is known of an owner on a day. Empty collections and None: not known."""

    born_on: date | None = None
    gender: str = ""
    areas: frozenset[str] = frozenset()
    kbli_codes: frozenset[str] = frozenset()
    size_classes: frozenset[str] = frozenset()
    has_nib: bool = False
    licences: frozenset[str] = frozenset()  # valid on the day
    first_registered_on: date | None = None
    completed_programmes: frozenset[int] = frozenset()
    running_programmes: frozenset[int] = frozenset()


@dataclass(frozen=True)
class WhyNot:
    """One reason against taking part: what, and what would mend it. `unknown`: the register does not say."""

    code: str
    text: str
    fix: str
    unknown: bool = False


@dataclass(frozen=True)
class Asked:
    """The circumstances of the question: the day, and which programme is applied for."""

    on: date
    programme_id: int = 0


def judge(rules: Iterable[tuple[str, Any]], facts: Facts, asked: Asked) -> list[WhyNot]:
    """Return every reason against it, in the order of the rules; none: eligible. Raises: BadRule."""
    found = []
    for kind, value in rules:
        check_rule(kind, value)
        reason = _JUDGES[kind](value, facts, asked)
        if reason is not None:
            found.append(reason)
    return found


def verdict(reasons: Sequence[WhyNot]) -> str:
    """Return the state of an enrolment by its reasons: a "no" counts before what is unknown."""
    if any(not reason.unknown for reason in reasons):
        return "not_eligible"
    return "applied" if reasons else "eligible"


def describe(kind: str, value: Any) -> str:
    """Return a rule as people read it. Raises: BadRule."""
    check_rule(kind, value)
    return _TEXTS[kind](value)


def check_rule(kind: str, value: Any) -> None:
    """Pass when the rule can be judged. Raises: BadRule."""
    if kind not in _JUDGES:
        raise BadRule(f"Syarat “{kind}” tidak dikenal; yang ada: {', '.join(KINDS)}.")
    if not _SHAPES[kind](value):
        raise BadRule(f"Isi syarat “{KINDS[kind]}” tidak dapat dibaca; periksa nilainya.")


def age(born_on: date, on: date) -> int:
    """Return the whole years of age on a day."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def _area(value: list[str], facts: Facts, asked: Asked) -> WhyNot | None:
    if not facts.areas:
        return WhyNot("area", "Wilayah usaha belum tercatat.", "Lengkapi alamat usaha di register.", unknown=True)
    inside = any(code == one or code.startswith(f"{one}.") for code in facts.areas for one in value)
    return (
        None if inside else WhyNot("area", "Usaha berada di luar wilayah siklus ini.", "Pilih siklus di wilayah usaha.")
    )


def _kbli(value: list[str], facts: Facts, asked: Asked) -> WhyNot | None:
    if not facts.kbli_codes:
        return WhyNot("kbli", "Bidang usaha (KBLI) belum tercatat.", "Lengkapi KBLI di register.", unknown=True)
    fits = any(code.startswith(tuple(value)) for code in facts.kbli_codes)
    return (
        None
        if fits
        else WhyNot("kbli", "Bidang usaha bukan bidang siklus ini.", "Pilih siklus untuk bidang usaha ini.")
    )


def _size(value: list[str], facts: Facts, asked: Asked) -> WhyNot | None:
    if not facts.size_classes:
        return WhyNot(
            "size_class", "Kelas usaha belum dinilai.", "Lengkapi modal atau penjualan setahun.", unknown=True
        )
    if facts.size_classes & set(value):
        return None
    names = " atau ".join(_CLASS_NAMES[one] for one in value)
    return WhyNot("size_class", f"Siklus ini untuk usaha {names}.", "Pilih siklus untuk kelas usaha ini.")


def _nib(value: bool, facts: Facts, asked: Asked) -> WhyNot | None:
    if facts.has_nib == value:
        return None
    if value:
        return WhyNot("nib", "Usaha belum memiliki NIB.", "Urus NIB di OSS; pendamping dapat membantu (Perizinan).")
    return WhyNot("nib", "Siklus ini untuk usaha yang belum memiliki NIB.", "Pilih siklus lanjutan.")


def _licence(value: list[str], facts: Facts, asked: Asked) -> WhyNot | None:
    missing = [_LICENCE_NAMES[one] for one in value if one not in facts.licences]
    if not missing:
        return None
    names = ", ".join(missing)
    return WhyNot("licence", f"Izin yang berlaku belum ada: {names}.", "Urus atau perpanjang izinnya lebih dahulu.")


def _age(value: list[int | None], facts: Facts, asked: Asked) -> WhyNot | None:
    if facts.born_on is None:
        return WhyNot("age", "Tanggal lahir belum tercatat.", "Lengkapi tanggal lahir di register.", unknown=True)
    years, (least, most) = age(facts.born_on, asked.on), value
    if least is not None and years < least:
        return WhyNot("age", f"Umur {years} tahun; paling muda {least} tahun.", "Daftar lagi setelah cukup umur.")
    if most is not None and years > most:
        return WhyNot("age", f"Umur {years} tahun; paling tua {most} tahun.", "Pilih siklus tanpa batas umur.")
    return None


def _gender(value: list[str], facts: Facts, asked: Asked) -> WhyNot | None:
    if not facts.gender:
        return WhyNot("gender", "Jenis kelamin belum tercatat.", "Lengkapi di register.", unknown=True)
    if facts.gender in value:
        return None
    names = " atau ".join(_GENDER_NAMES[one] for one in value)
    return WhyNot("gender", f"Siklus ini untuk pemilik {names}.", "Pilih siklus lain.")


def _registered(value: int, facts: Facts, asked: Asked) -> WhyNot | None:
    if facts.first_registered_on is None:
        return WhyNot("registered", "Tanggal terdaftar belum ada.", "Daftarkan usahanya lebih dahulu.", unknown=True)
    days = (asked.on - facts.first_registered_on).days
    if days >= value:
        return None
    return WhyNot(
        "registered", f"Terdaftar {days} hari; paling sedikit {value} hari.", f"Daftar lagi {value - days} hari lagi."
    )


def _once(value: bool, facts: Facts, asked: Asked) -> WhyNot | None:
    if value and asked.programme_id in facts.completed_programmes:
        return WhyNot("once", "Sudah lulus program ini.", "Pilih program lanjutan.")
    if value and asked.programme_id in facts.running_programmes:
        return WhyNot("once", "Masih menjadi peserta siklus lain program ini.", "Selesaikan siklus itu lebih dahulu.")
    return None


def _after(value: list[int], facts: Facts, asked: Asked) -> WhyNot | None:
    if facts.completed_programmes & set(value):
        return None
    return WhyNot("after", "Belum lulus program pendahulunya.", "Ikuti program pendahulu lebih dahulu.")


def _texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, str) and one for one in value)


def _known(names: Mapping[str, str]) -> Callable[[Any], bool]:
    return lambda value: _texts(value) and set(value) <= set(names)


def _is_ages(value: Any) -> bool:
    if not isinstance(value, list) or len(value) != 2 or value == [None, None]:
        return False
    if not all(one is None or (isinstance(one, int) and 0 <= one <= 120) for one in value):
        return False
    return value[0] is None or value[1] is None or bool(value[0] <= value[1])


def _say_ages(value: list[int | None]) -> str:
    least, most = value
    if least is not None and most is not None:
        return f"Umur {least} sampai {most} tahun"
    return f"Umur paling muda {least} tahun" if least is not None else f"Umur paling tua {most} tahun"


KINDS: dict[str, str] = {
    "area": "Wilayah usaha",
    "kbli": "Bidang usaha (KBLI)",
    "size_class": "Kelas usaha",
    "nib": "NIB",
    "licence": "Izin yang berlaku",
    "age": "Umur pemilik",
    "gender": "Jenis kelamin pemilik",
    "registered": "Lama terdaftar",
    "once": "Sekali saja",
    "after": "Sesudah program lain",
}
_JUDGES: dict[str, Callable[[Any, Facts, Asked], WhyNot | None]] = {
    "area": _area, "kbli": _kbli, "size_class": _size, "nib": _nib, "licence": _licence, "age": _age,
    "gender": _gender, "registered": _registered, "once": _once, "after": _after,
}  # fmt: skip
_SHAPES: dict[str, Callable[[Any], bool]] = {
    "area": _texts,
    "kbli": lambda value: _texts(value) and all(one.isdigit() and len(one) <= 5 for one in value),
    "size_class": _known(_CLASS_NAMES),
    "nib": lambda value: isinstance(value, bool),
    "licence": _known(_LICENCE_NAMES),
    "age": _is_ages,
    "gender": _known(_GENDER_NAMES),
    "registered": lambda value: isinstance(value, int) and not isinstance(value, bool) and value > 0,
    "once": lambda value: value is True,
    "after": lambda value: isinstance(value, list) and bool(value) and all(isinstance(one, int) for one in value),
}
_TEXTS: dict[str, Callable[[Any], str]] = {
    "area": lambda value: f"Usaha di wilayah {', '.join(value)}",
    "kbli": lambda value: f"Bidang usaha KBLI {', '.join(value)}",
    "size_class": lambda value: f"Usaha {' atau '.join(_CLASS_NAMES[one] for one in value)}",
    "nib": lambda value: "Sudah memiliki NIB" if value else "Belum memiliki NIB",
    "licence": lambda value: f"Memiliki izin {', '.join(_LICENCE_NAMES[one] for one in value)} yang berlaku",
    "age": _say_ages,
    "gender": lambda value: f"Pemilik {' atau '.join(_GENDER_NAMES[one] for one in value)}",
    "registered": lambda value: f"Terdaftar paling sedikit {value} hari",
    "once": lambda value: "Belum pernah lulus dan tidak sedang mengikuti program ini",
    "after": lambda value: "Sudah lulus program pendahulunya",
}
