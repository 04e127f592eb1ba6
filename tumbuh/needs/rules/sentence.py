"""
A need out of one sentence: what, how many, when, where, for how much, with which licences. Pure.

Every part keeps the words it came from and how sure it is. A number never comes from anywhere but the sentence, and
what was not understood is given back, so that the buyer sees it instead of finding out at the door.
"""

import re
from datetime import datetime, timedelta, timezone
from itertools import pairwise

from rapidfuzz import fuzz, process

from tumbuh.needs.rules.amounts import number_beside, read_budget, read_quantities
from tumbuh.needs.rules.reading import Text
from tumbuh.needs.rules.when import read_clock, read_days
from tumbuh.needs.rules.words import Kind, Part, Place, Quantity, Sure, Understood, Words

WIB = timezone(timedelta(hours=7))
LONGEST = 500  # characters of a sentence; the form refuses more
_LICENCES = (
    (
        "halal",
        r"\b(?:bersertifikat|sertifikat|harus|wajib|yang)?[ ]?(?:sertifikat[ ])?halal\b(?:[ ](?:mui|bersertifikat)\b)?",
    ),
    ("pirt", r"\b(?:ada|punya|ber)?[ ]?(?:izin[ ])?p-?irt\b"),
    ("bpom", r"\b(?:ada|punya|ber|terdaftar)?[ ]?(?:izin[ ])?bpom\b"),
    ("tkdn", r"\b(?:ada|punya|ber|sertifikat)?[ ]?tkdn\b"),
    ("hki", r"\b(?:ada|punya|ber)?[ ]?hki\b"),
)
LICENCES = tuple((code, re.compile(pattern)) for code, pattern in _LICENCES)
_STOP = frozenset(
    re.findall(
        r"\S+",
        "untuk utk buat jam pukul pkl maks maksimal max anggaran budget dengan dgn dan serta harus wajib yang "
        "yg pada tgl tanggal hari sebelum besok lusa paling antar kirim diantar dikirim di ke dari per total "
        "mohon tolong minimal sebanyak sejumlah jumlah nanti dekat sekitar pagi siang sore malam atau",
    )
)
_FILLER = _STOP | frozenset(
    re.findall(
        r"\S+",
        "butuh perlu carikan dicari mencarikan pesan pesanan pesen order beli cari mencari minta mau ingin "
        "kami saya kita ada akan adalah ya dong kak pak bu bapak ibu mohon tolong siapkan sediakan disiapkan "
        "dibutuhkan diperlukan memerlukan membutuhkan membeli memesan pengadaan belanja kebutuhan rapat acara "
        "kegiatan wib acaranya jadi juga saja aja lagi ini itu nya boleh bisa segera tersedia sudah sdh tiba "
        "sampai lokasi tempat alamat hari tgl halo selamat siap x s/d sd mulai dalam rangka bagi org orang "
        "sekali satu",
    )
)
_PLACE = re.compile(r"\b(?:bertempat di|diantar ke|antar ke|dikirim ke|kirim ke|lokasi|alamat|tempat|di|ke)[ :]+(?=\w)")
_ENDS_PLACE = re.compile(
    r"[,;\n(]|(?<!\bjl)(?<!\bjln)(?<!\bno)(?<!\bgd)(?<!\blt)(?<!\bkel)(?<!\bkec)(?<!\brt)(?<!\brw)\.(?=[ ]|$)"
)
_PURPOSE = re.compile(r"\b(?:untuk|utk|buat|dalam rangka)[ ]+([^\W\d][\w ]*)")
_OCCASION = re.compile(
    r"\b((?:rapat|pelatihan|seminar|sosialisasi|upacara|bimtek|musrenbang|posyandu|konsinyering|peringatan|peresmian|"
    r"buka puasa)\b[\w ]*)"
)
_BARE, _LASTING = re.compile(r"(?<!\S)\d+(?!\S)"), re.compile(r"(?<!\S)\d+ +(?:hari|bulan|kali)\b")
_TYPO_LIKENESS, _TYPO_LETTERS = 88, 5


def understand(text: str, *, now: datetime, words: Words) -> Understood:
    """
    Return what a sentence says, each part with its words and how sure it is.

    `now` decides what "besok" is, in WIB. Reads at most LONGEST characters. Never raises for any text.
    """
    today = now.astimezone(WIB).date()
    left = Text(text[:LONGEST])
    licences = _licences(left)
    budget = read_budget(left)
    quantity, people = read_quantities(left)
    kind, span, others = _kinds(left, words)
    if span and (quantity is None or (people is not None and quantity.value.unit == "orang")):
        counted = number_beside(left, *span, kind.value.unit if kind else "")
        quantity = counted or quantity
    days = read_days(left, today)
    clock = read_clock(left)
    place = _place(left, words)
    purpose = _purpose(left)
    thing, end = _thing(left, span, counted=quantity is not None)
    if quantity is None and kind is not None and span is not None:
        quantity = number_beside(left, span[0], end, kind.value.unit)
    return Understood(
        sentence=text,
        kind=kind,
        thing=thing,
        quantity=_per_head(quantity, kind),
        people=people,
        days=days,
        clock=clock,
        place=place,
        unit_budget=budget.unit,
        total_budget=budget.total,
        open_budget=budget.either,
        licences=licences,
        purpose=purpose,
        others=others,
        unread=_unread(left),
    )


def _per_head(quantity: Part[Quantity] | None, kind: Part[Kind] | None) -> Part[Quantity] | None:
    """Return as many portions as people where people were counted and the thing is served by the head."""
    served = {"kotak", "porsi", "paket"}
    if quantity is None or kind is None or quantity.value.unit != "orang" or kind.value.unit not in served:
        return quantity
    value = Quantity(quantity.value.number, kind.value.unit)
    return Part(value, quantity.said, Sure.LIKELY, f"satu {kind.value.unit} untuk satu orang")


def _licences(left: Text) -> tuple[Part[str], ...]:
    found = []
    for code, pattern in LICENCES:
        match = left.first(pattern)
        if match is not None:
            found.append(Part(code, left.take(match.start(), match.end())))
    return tuple(found)


def _kinds(left: Text, words: Words) -> tuple[Part[Kind] | None, tuple[int, int] | None, tuple[Part[Kind], ...]]:
    """Return the kind of thing with the place of its words, and the other kinds that the sentence names."""
    found: list[tuple[int, int, Kind, str]] = []
    for phrase, kind in words.phrases.items():
        match = left.first(re.compile(rf"(?<![\w-]){re.escape(phrase)}(?:nya)?(?![\w-])"))
        if match is None:
            continue
        if kind.code not in {one.code for _start, _end, one, _said in found}:  # else it stays visible as unread
            found.append((match.start(), match.end(), kind, left.take(match.start(), match.end())))
    if not found:
        return _misspelled(left, words)
    found.sort()
    (start, end, kind, said), *rest = found
    others = tuple(Part(other, words_) for _start, _end, other, words_ in rest)
    return Part(kind, said), (start, end), others


def _misspelled(left: Text, words: Words) -> tuple[Part[Kind] | None, tuple[int, int] | None, tuple[Part[Kind], ...]]:
    """Return the kind whose phrase is written almost like some words of the sentence."""
    phrases = {phrase: kind for phrase, kind in words.phrases.items() if len(phrase) >= _TYPO_LETTERS}
    best: tuple[float, int, int, str] | None = None
    for run in left.left():
        spans = [(run.start() + one.start(), run.start() + one.end()) for one in re.finditer(r"[\w-]+", run[0])]
        pairs = [(first[0], second[1]) for first, second in pairwise(spans)]
        for start, end in [*spans, *pairs]:
            written = left.plain[start:end]
            if len(written) < _TYPO_LETTERS or written in _FILLER:
                continue
            near = process.extractOne(written, list(phrases), scorer=fuzz.ratio, score_cutoff=_TYPO_LIKENESS)
            if near is not None and (best is None or near[1] > best[0]):
                best = (near[1], start, end, near[0])
    if best is None:
        return None, None, ()
    _score, start, end, phrase = best
    why = f"dibaca sebagai “{phrase}”"
    return Part(phrases[phrase], left.take(start, end), Sure.LIKELY, why), (start, end), ()


def _place(left: Text, words: Words) -> Part[Place] | None:
    for match in left.find(_PLACE):
        start, end = match.end(), _end_of_place(left, match.end())
        name = left.said[start:end].strip(" ,.;:")
        if not name or left.plain[start:end].strip(" ,.;:") in _FILLER:
            continue
        code = _area(left.plain[start:end], words)
        left.take(match.start(), end)
        if code:
            return Part(Place(name, code), name)
        return Part(Place(name), name, Sure.LIKELY, "wilayahnya belum dikenali")
    for name, code in sorted(words.landmarks.items(), key=lambda one: (-len(one[0]), one[0])):
        match_ = left.first(re.compile(rf"(?<!\w){re.escape(name)}(?!\w)"))
        if match_ is not None:
            said = left.take(match_.start(), match_.end())
            return Part(Place(said, code), said)
    return None


def _end_of_place(left: Text, start: int) -> int:
    """Return where the words of a place end: at what is understood, a comma, or a word that begins something else."""
    end = start
    for word in re.finditer(r"[^\s]+", left.plain[start:]):
        first, last = start + word.start(), start + word.end()
        if left.is_taken(first) or word[0].strip(".,;:") in _STOP:
            break
        stop = _ENDS_PLACE.search(left.plain, first, last + 1)
        if stop is not None and stop.start() < last:
            return stop.start() if stop.start() > first else first
        end = last
    return end


def _area(place: str, words: Words) -> str:
    """Return the code of the narrowest area that the words name, "" for none."""
    plain = " ".join(re.sub(r"[^\w ]", " ", place).split())
    named = [(name, code) for names in (words.landmarks, words.areas) for name, code in names.items()
             if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", plain)]  # fmt: skip
    return max(named, key=lambda one: (len(one[0]), len(one[1]), one[1]), default=("", ""))[1]


def _purpose(left: Text) -> Part[str] | None:
    """Return what it is for: after "untuk", or a meeting and the like by its own name."""
    named = (one for pattern in (_PURPOSE, _OCCASION) for one in pattern.finditer(left.plain))
    match = next((one for one in named if not left.is_taken(one.start(1))), None)
    if match is None:
        return None
    end = _end_of_place(left, match.start(1))
    if end <= match.start(1):
        return None
    start = match.start() if not left.is_taken(match.start()) else match.start(1)
    said = left.said[match.start(1) : end].strip(" ,.;:")
    left.take(start, end)
    return Part(said, said)


def _thing(left: Text, span: tuple[int, int] | None, *, counted: bool) -> tuple[Part[str] | None, int]:
    """
    Return the thing in the buyer's own words, and where they end: the kind's words with what describes them.

    A bare number ends them while the sentence has no quantity yet. Without a kind: the first words that say something.
    """
    if span is None:
        for run in left.left():
            for one in re.finditer(r"[^\W\d][\w-]*", run[0]):
                if one[0] not in _FILLER:
                    start = run.start() + one.start()
                    end = _end_of_place(left, start)
                    said = left.take(start, end)
                    return Part(said, said, Sure.ASK, "jenis barangnya belum dikenali"), end
        return None, 0
    start, end = span
    gap = re.match(r"[ ]*", left.plain[end:])
    after = end + (gap.end() if gap else 0)
    more = _end_of_place(left, after)
    number = (_LASTING if counted else _BARE).search(left.plain, after)
    more = min(more, number.start()) if number else more
    if more > after and not left.is_taken(after) and left.plain[after:more].split()[0] not in _FILLER:
        left.take(after, more)
        end = more
    said = left.said[start:end].strip(" ,.;:")
    return Part(said, said), end


def _unread(left: Text) -> tuple[str, ...]:
    """Return the runs of words that nothing was made of, without the words that say nothing."""
    found = []
    for run in left.left():
        words = re.findall(r"[^\s]+", left.said[run.start() : run.end()])
        while words and not _says_something(words[0]):
            words.pop(0)
        while words and not _says_something(words[-1]) and not (len(words) > 1 and words[-2].isdigit()):  # "3 hari"
            words.pop()
        if words:
            found.append(" ".join(words).strip(" ,.;:"))
    return tuple(found)


def _says_something(word: str) -> bool:
    bare = word.lower().strip(" ,.;:!?()\"'-/@=+")
    return bool(bare) and bare not in _FILLER
