"""Days and times in a sentence: "besok jam 8.30", "kamis pagi", "tgl 5/12". Pure; what day it is comes in."""

import re
from datetime import date, time, timedelta

from tumbuh.needs.rules.reading import NUMBER, Text, read_whole
from tumbuh.needs.rules.words import Clock, Days, Part, Sure

_JUST_GONE = 60  # days; a date this short ago is a slip, an older one without a year is meant for the next year
_WEEKDAYS = {"senin": 0, "selasa": 1, "rabu": 2, "kamis": 3, "jumat": 4, "jum'at": 4, "jumaat": 4, "sabtu": 5,
             "minggu": 6, "ahad": 6}  # fmt: skip
_MONTHS = {name: n for n, names in enumerate((
    "januari jan", "februari feb pebruari", "maret mar", "april apr", "mei", "juni jun", "juli jul",
    "agustus agu agt ags", "september sep sept", "oktober okt", "november nov nopember", "desember des"), 1)
    for name in names.split()}  # fmt: skip
_PARTS = {"pagi": (time(6), time(10)), "siang": (time(11), time(14)), "sore": (time(15), time(18)),
          "malam": (time(18), time(21))}  # fmt: skip
_PART = "|".join(_PARTS)
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = "|".join(sorted(_WEEKDAYS, key=len, reverse=True))
_LEAD = r"(?:\b(?:pada|hari|tgl|tanggal|tggl|sebelum|paling lambat|paling lama|sampai|untuk hari|utk hari)[ .]*)*"
_NUMERIC = re.compile(rf"{_LEAD}(?<![\w.,/-])(\d{{1,2}})[/.-](\d{{1,2}})(?:[/.-](\d{{4}}|\d{{2}}))?(?![\w/-]|[.,]\d)")
_ISO = re.compile(rf"{_LEAD}\b(\d{{4}})-(\d{{2}})-(\d{{2}})\b")
_NAMED = re.compile(rf"{_LEAD}(?<![\w.,/])(\d{{1,2}})[ -]?({_MONTH})\b\.?(?:[ -]?(\d{{4}}))?")
_BARE = re.compile(r"\b(?:tgl|tanggal|tggl)[ .]*(\d{1,2})(?![\w]|[./-]\d)")
_TONIGHT = "|".join(f"(?<={part} )" for part in _PARTS)  # "malam nanti" is as good as "nanti malam"
_SOON = re.compile(
    rf"{_LEAD}\b(hari ini|sekarang juga|besok lusa|besuk|besok|besoknya|lusa|nanti(?= (?:{_PART}))|(?:{_TONIGHT})nanti|"
    rf"(?:{_PART})(?= ini\b))\b"
)
_WEEKDAY = re.compile(rf"\b(?:hari[ ]+)?({_DAY})\b(?![ ]+(?:depan|ini|lagi))")
_NEXT_WEEKDAY = re.compile(rf"{_LEAD}\b({_DAY})\b(?:[ ]?,)?(?:[ ]+(minggu depan|pekan depan|depan|ini|besok))?")
_SPANS = re.compile(rf"{_LEAD}\b(minggu depan|pekan depan|minggu ini|pekan ini|bulan depan|akhir bulan(?: ini)?|"
                    r"akhir tahun|akhir minggu|akhir pekan)\b")  # fmt: skip
_IN_MONTH = re.compile(rf"{_LEAD}\b(awal|pertengahan|akhir|bulan)[ ]+(?:bulan[ ]+)?({_MONTH})\b(?:[ ]+(\d{{4}}))?")
_AHEAD = re.compile(
    rf"(?:\b(?:dalam|kurang lebih)[ ]+)?({NUMBER})[ ]+(hari|minggu|pekan)(?:[ ]+(lagi|ke depan|kedepan))?\b"
)
_HOUR = re.compile(
    rf"(?:\b(?:sebelum|paling lambat|mulai|tiba|sampai)[ ]+)?\b(?:jam|pukul|pkl|jm)\.?[ ]*"
    rf"(?:(setengah)[ ]+)?(\d{{1,2}}|{NUMBER})(?:[.:](\d{{2}}))?"
    rf"(?:[ ]*(?:-|–|sampai|s/d|sd)[ ]*\d{{1,2}}(?:[.:]\d{{2}})?)?"
    rf"(?![\w]|[.:]\d)(?:[ ]*(?:wib\b))?(?:[ ]+(?:di[ ]+)?({_PART})(?:[ ]+hari)?\b)?"
)
_HOURS = r"(?<![\w.,/:-])([01]?\d|2[0-3])"
_COLON = re.compile(
    rf"{_HOURS}[:.]([0-5]\d)[ ]*(?:wib\b|(?=[ ]+(?:{_PART})\b))(?:[ ]+({_PART})\b)?|{_HOURS}:([0-5]\d)(?![\w:])"
)
_PART_OF_DAY = re.compile(rf"\b(?<!makan )(?<!selamat )({_PART})(?:[ ]+(?:hari|ini))?\b")


def read_days(text: Text, today: date) -> Part[Days] | None:
    """Return the day that a sentence names; the first one, should it name several."""
    for reader in (_iso, _numeric, _named, _bare):
        found = reader(text, today)
        if found is not None:
            return _with_weekday(text, found)
    for reader in (_soon, _ahead, _weekday, _in_month, _span):
        found = reader(text, today)
        if found is not None:
            return found
    return None


def _with_weekday(text: Text, found: Part[Days]) -> Part[Days]:
    """Return a date with the day of the week that stands beside it; the two must agree, else it is to be asked."""
    match = text.first(_WEEKDAY)
    if match is None:
        return found
    said = f"{text.take(match.start(), match.end())} {found.said}"
    if _WEEKDAYS[match[1]] == found.value.first.weekday():
        return Part(found.value, said, found.sure, found.why)
    return Part(found.value, said, Sure.ASK, "hari dan tanggalnya tidak cocok")


def read_clock(text: Text) -> Part[Clock] | None:
    """Return the time of day that a sentence names."""
    match = text.first(_HOUR)
    if match is not None:
        hour = int(match[2]) if match[2].isdigit() else read_whole(match[2]) or 99
        minute = int(match[3] or 0)
        if match[1]:
            hour, minute = hour - 1, 30
        return _at(text, match, (hour, minute), match[4])
    match = text.first(_COLON)
    if match is not None:
        hour, minute = int(match[1] or match[4]), int(match[2] or match[5])
        return _at(text, match, (hour, minute), match[3])
    match = text.first(_PART_OF_DAY)
    if match is None:
        return None
    first, last = _PARTS[match[1]]
    said = text.take(match.start(), match.end())
    return Part(Clock(first, last), said, Sure.LIKELY, "tulis jamnya bila harus tepat")


def _at(text: Text, match: re.Match[str], at: tuple[int, int], part: str | None) -> Part[Clock] | None:
    hour, minute = at
    apart = text.first(_PART_OF_DAY) if part is None else None  # "besok malam jam 7"
    if apart is not None and not match.start() <= apart.start() < match.end():
        part = apart[1]
        text.take(apart.start(), apart.end())
    if not (0 <= hour <= 24 and 0 <= minute <= 59):
        return None
    sure, why = Sure.SAID, ""
    if (part in {"sore", "malam"} and 1 <= hour < 12) or (part == "siang" and 1 <= hour <= 4):
        hour += 12
    elif part == "malam" and hour == 12:
        hour, sure, why = 0, Sure.ASK, "tengah malam di awal atau di akhir hari itu?"
    elif part is None and 1 <= hour <= 5:  # offices receive nothing at 2 in the night
        hour, sure, why = hour + 12, Sure.ASK, "pagi atau siang?"
    value = time(hour % 24, minute)
    return Part(Clock(value, value), text.take(match.start(), match.end()), sure, why)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _one(text: Text, match: re.Match[str], day: date | None, today: date) -> Part[Days] | None:
    if day is None:
        return None
    said = text.take(match.start(), match.end())
    if day < today:
        return Part(Days(day, day), said, Sure.ASK, "hari itu sudah lewat")
    if day.year > today.year and str(day.year)[2:] not in said[-4:]:
        return Part(Days(day, day), said, Sure.LIKELY, "tahun depan")
    return Part(Days(day, day), said)


def _of_year(today: date, month: int, day: int, year: str | None) -> date | None:
    """Return the day of a year; without one, of this year, or of the next when it has long gone by."""
    if year:
        return _day(int(year) + (2000 if len(year) == 2 else 0), month, day)
    this = _day(today.year, month, day)
    gone = this is None or (today - this).days > _JUST_GONE
    return _day(today.year + 1, month, day) if gone else this


def _iso(text: Text, today: date) -> Part[Days] | None:
    match = text.first(_ISO)
    return _one(text, match, _day(int(match[1]), int(match[2]), int(match[3])), today) if match else None


def _numeric(text: Text, today: date) -> Part[Days] | None:
    for match in text.find(_NUMERIC):
        between = match.string[match.end(1) : match.start(2)]
        with_word = re.search(r"tgl|tanggal|hari|pada", match[0]) is not None
        if between == "." and not (with_word or match[3]):
            continue  # 8.30 is a time, 7.5 a number
        if between == "-" and not (with_word or match[3]):
            continue  # 25-35 is a range
        if text.before(match.start()) in {"jam", "pukul", "pkl"}:
            continue
        day = _of_year(today, int(match[2]), int(match[1]), match[3])
        if (found := _one(text, match, day, today)) is not None:
            return found
    return None


def _named(text: Text, today: date) -> Part[Days] | None:
    for match in text.find(_NAMED):
        day = _of_year(today, _MONTHS[match[2]], int(match[1]), match[3])
        if (found := _one(text, match, day, today)) is not None:
            return found
    return None


def _bare(text: Text, today: date) -> Part[Days] | None:
    match = text.first(_BARE)
    if match is None:
        return None
    number = int(match[1])
    for months in range(3):
        month = today.month - 1 + months
        day = _day(today.year + month // 12, month % 12 + 1, number)
        if day is not None and day >= today:
            return Part(Days(day, day), text.take(match.start(), match.end()), Sure.LIKELY, "bulan terdekat")
    return None


def _soon(text: Text, today: date) -> Part[Days] | None:
    match = text.first(_SOON)
    if match is None:
        return None
    days = {"lusa": 2, "besok lusa": 2, "besok": 1, "besuk": 1, "besoknya": 1}.get(match[1], 0)
    part_follows = match[1] in _PARTS
    end = match.start(1) if part_follows else match.end()  # "siang ini": the part itself is the clock's
    said = match[0] if part_follows else text.take(match.start(), end)
    day = today + timedelta(days=days)
    return Part(Days(day, day), said)


def _weekday(text: Text, today: date) -> Part[Days] | None:
    for match in text.find(_NEXT_WEEKDAY):
        word, more = match[1], match[2] or ""
        if word == "minggu" and "hari" not in match[0] and more in {"depan", "ini"}:
            continue  # the week, not the Sunday
        if word == "minggu" and re.search(r"\d[ ]*$", match.string[: match.start()]):
            continue  # "2 minggu lagi"
        ahead = (_WEEKDAYS[word] - today.weekday()) % 7
        coming = today + timedelta(days=ahead)
        in_next_week = today + timedelta(days=7 - today.weekday() + _WEEKDAYS[word])
        sure, why, day = Sure.SAID, "", coming
        if more in {"minggu depan", "pekan depan"}:
            day = in_next_week
        elif more == "depan":
            day = in_next_week
            if coming != in_next_week:
                sure, why = Sure.LIKELY, "hari itu di minggu depan"
        elif ahead == 0 and more != "ini":
            sure, why = Sure.ASK, "hari ini atau minggu depan?"
        return Part(Days(day, day), text.take(match.start(), match.end()), sure, why)
    return None


def _in_month(text: Text, today: date) -> Part[Days] | None:
    match = text.first(_IN_MONTH)
    if match is None:
        return None
    month = _MONTHS[match[2]]
    year = int(match[3]) if match[3] else today.year + (month < today.month)
    if not 2000 <= year <= 2999:
        return None
    end = (date(year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    first, last = {"awal": (1, 10), "pertengahan": (11, 20), "akhir": (21, end.day), "bulan": (1, end.day)}[match[1]]
    days = Days(max(today, date(year, month, first)), max(today, date(year, month, last)))
    return Part(days, text.take(match.start(), match.end()), Sure.ASK, "hari apa tepatnya?")


def _span(text: Text, today: date) -> Part[Days] | None:
    match = text.first(_SPANS)
    if match is None:
        return None
    monday = today - timedelta(days=today.weekday())
    next_month = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    after_next = (next_month + timedelta(days=32)).replace(day=1)
    words = match[1]
    if "depan" in words and "bulan" in words:
        first, last = next_month, after_next - timedelta(days=1)
    elif "depan" in words:
        first, last = monday + timedelta(days=7), monday + timedelta(days=13)
    elif "akhir bulan" in words:
        last = next_month - timedelta(days=1)
        first = max(today, last - timedelta(days=6))
    elif "akhir tahun" in words:
        first, last = max(today, date(today.year, 12, 1)), date(today.year, 12, 31)
    elif words in {"akhir minggu", "akhir pekan"}:
        first, last = max(today, monday + timedelta(days=5)), monday + timedelta(days=6)
    else:
        first, last = today, monday + timedelta(days=6)
    return Part(Days(first, last), text.take(match.start(), match.end()), Sure.ASK, "hari apa tepatnya?")


def _ahead(text: Text, today: date) -> Part[Days] | None:
    for match in text.find(_AHEAD):
        number = read_whole(match[1])
        if number is None or number > 365 or not (match[3] or "dalam" in match[0]):
            continue  # "sewa tenda 3 hari" says how long, not when
        day = today + timedelta(days=number * (1 if match[2] == "hari" else 7))
        said = text.take(match.start(), match.end())
        return Part(Days(day, day), said, Sure.LIKELY, "dihitung dari hari ini")
    return None
