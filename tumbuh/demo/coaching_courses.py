"""The demo's programmes: four that are over, with known effects, and five that run. Pure."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tumbuh.demo.coaching_online import TRUE_LIFT
from tumbuh.demo.months import months_back

COACHED = 19_000  # distinct owners of a whole city, as the article of domain §4 tells; the demo has its share of them
MOST_SEATS = 100
TRUE_EFFECT, NO_EFFECT = 0.30, 0.0  # of the planted programmes on the logarithm of monthly income
COMPARED_FOR_EACH = 3
_SESSIONS, _ABSENT_EACH, _MOST_WAITING, _RUNNING_SEATS = 4, 9, 8, 12
_WEEK = timedelta(days=7)
_BEGAN_WEEKS_AGO, _WEEKS = 4, 9  # a running course meets every week, today as well


@dataclass(frozen=True)
class Coachee:
    """An owner as an agency's list names him."""

    key: int
    name: str
    phone: str
    nik: str
    gender: str  # "P" or "L"
    ward: str


@dataclass(frozen=True)
class Course:
    """
    A programme with one cycle. `true_effect`: on the logarithm of income; None: nothing is known of it.

    `true_sales_effect`: likewise, on the logarithm of the ledger's sales.
    `people` in the order in which they applied, the last `waiting` of them wait; `refused` do not fulfil the rules.
    """

    name: str
    office: int  # place in coaching.OFFICES
    starts_on: date
    ends_on: date
    days: Sequence[date]
    people: Sequence[Coachee]
    waiting: int = 0
    refused: Sequence[Coachee] = ()
    rules: Mapping[str, Any] = field(default_factory=dict)
    about: str = ""
    service: str = "training"
    place: str = "Aula kecamatan"
    area_code: str = ""
    true_effect: float | None = None
    true_sales_effect: float | None = None

    @property
    def seated(self) -> Sequence[Coachee]:
        """Who has a seat."""
        return self.people[: len(self.people) - self.waiting]

    def there(self, number: int) -> Sequence[Coachee]:
        """Who is at a session, from 0 on: every ninth misses every other one, and does not pass."""
        return [one for at, one in enumerate(self.seated) if (at + 1) % _ABSENT_EACH or number % 2]

    def held(self, today: date) -> Sequence[date]:
        """Return the days of the sessions whose lists are in; that of today is yet to come."""
        return [day for day in self.days if day < today]


def coached_of(scale: float) -> int:
    """Return how many owners a city of a scale coaches."""
    return max(4, round(COACHED * scale))


def seats_of(scale: float) -> int:
    """Return the most participants of one of the four courses that are over."""
    return min(MOST_SEATS, coached_of(scale) // 4)


def course_days(today: date) -> list[date]:
    """Return the first day, those of the sessions, and the last day of the courses that are over."""
    starts_on, ends_on = months_back(today, 8) + timedelta(days=8), months_back(today, 5) - timedelta(days=3)
    step = (ends_on - starts_on) // _SESSIONS
    return [starts_on, *(starts_on + timedelta(days=1) + number * step for number in range(_SESSIONS)), ends_on]


def finished(
    taught: Sequence[Coachee], helped: Sequence[Coachee], idle: Sequence[Coachee], *, today: date
) -> tuple[Course, ...]:
    """Return the courses that are over: two for half of `taught` each, and two about selling online."""
    starts_on, *days, ends_on = course_days(today)
    half = len(taught) // 2
    made = (
        Course(
            "Naik Kelas Pangan Olahan", 0, starts_on, ends_on, days, taught[:half], rules={"kbli": ["10"]},
            about="Resep baku, kemasan, dan harga jual untuk usaha makanan.", true_effect=TRUE_EFFECT,
            waiting=_waiting(half),
        ),
        Course(
            "Tertib Pembukuan", 1, starts_on, ends_on, days, taught[half:], rules={"kbli": ["10"]},
            about="Mencatat uang masuk dan keluar setiap hari.", true_effect=NO_EFFECT, waiting=_waiting(half),
        ),
        Course(
            "Jualan Daring", 0, starts_on, ends_on, days, helped, service="marketing",
            about="Etalase, iklan, dan jawaban cepat di lokapasar.", true_sales_effect=math.log(TRUE_LIFT),
        ),
        Course(
            "Foto Produk", 3, starts_on, ends_on, days, idle, service="marketing",
            about="Memotret produk dengan ponsel.", true_sales_effect=NO_EFFECT,
        ),
    )  # fmt: skip
    return tuple(course for course in made if course.people)


def _waiting(applied: int) -> int:
    return min(_MOST_WAITING, applied // 4)


def running(chosen: Sequence[Coachee], mentored: Sequence[Coachee], *, today: date) -> tuple[Course, ...]:
    """Return the courses that run: the mentor's area has one that meets today, and each other agency one of its own."""
    starts_on = today - _BEGAN_WEEKS_AGO * _WEEK
    days = [starts_on + number * _WEEK for number in range(_WEEKS)]
    ends_on = days[-1] + timedelta(days=2)
    near = {one.key for one in mentored}
    far = [one for one in chosen if one.key not in near]
    part = min(_RUNNING_SEATS, len(far) // 5)
    groups = [far[part * at : part * (at + 1)] for at in range(3)]
    women, men = ([one for one in far[3 * part :] if one.gender == gender][:part] for gender in "PL")
    made = (
        ("Dapur Rapi Tebet", 0, mentored[:_RUNNING_SEATS], "Kebersihan dan alur kerja dapur produksi."),
        ("Wirausaha Baru", 2, groups[0], "Langkah pertama bagi yang baru membuka usaha."),
        ("Kriya dan Busana Siap Pamer", 3, groups[1], "Menyiapkan karya untuk pameran."),
        ("Usaha Ekonomi Produktif", 4, groups[2], "Pendampingan keluarga penerima manfaat."),
        ("Perempuan Berdaya Usaha", 5, women, "Usaha rumahan yang dikelola perempuan."),
    )
    return tuple(
        Course(
            name, office, starts_on, ends_on, days, people, about=about, waiting=_waiting(len(people)),
            refused=men[:3] if office == 5 else (), rules={"gender": ["female"]} if office == 5 else {},
            place="Aula Kecamatan Tebet" if office == 0 else "Balai pelatihan",
            area_code="31.74.01" if office == 0 else "",
        )
        for name, office, people, about in made
        if people
    )  # fmt: skip
