"""The demo's programmes: two that are over, with a known effect, and five that run. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

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

    `people` in the order in which they applied, the last of them wait; `refused` do not fulfil the rules.
    """

    name: str
    office: int  # place in coaching.OFFICES
    starts_on: date
    ends_on: date
    days: Sequence[date]
    people: Sequence[Coachee]
    refused: Sequence[Coachee] = ()
    rules: Mapping[str, Any] = field(default_factory=dict)
    about: str = ""
    place: str = "Aula kecamatan"
    area_code: str = ""
    true_effect: float | None = None

    @property
    def seated(self) -> Sequence[Coachee]:
        """Who has a seat."""
        return self.people[: len(self.people) - min(_MOST_WAITING, len(self.people) // 4)]

    def there(self, number: int) -> Sequence[Coachee]:
        """Who is at a session, from 0 on: every ninth misses every other one, and does not pass."""
        return [one for at, one in enumerate(self.seated) if at % _ABSENT_EACH or number % 2]

    def held(self, today: date) -> Sequence[date]:
        """Return the days of the sessions whose lists are in; that of today is yet to come."""
        return [day for day in self.days if day < today]


def finished(taught: Sequence[Coachee], *, seats: int, starts_on: date, ends_on: date) -> tuple[Course, ...]:
    """Return the two programmes of the effect, each with half of the people."""
    step = (ends_on - starts_on) // _SESSIONS
    days = [starts_on + timedelta(days=1) + number * step for number in range(_SESSIONS)]
    rules = {"kbli": ["10"]}
    return (
        Course(
            "Naik Kelas Pangan Olahan", 0, starts_on, ends_on, days, taught[:seats], rules=rules,
            about="Resep baku, kemasan, dan harga jual untuk usaha makanan.", true_effect=TRUE_EFFECT,
        ),
        Course(
            "Tertib Pembukuan", 1, starts_on, ends_on, days, taught[seats:], rules=rules,
            about="Mencatat uang masuk dan keluar setiap hari.", true_effect=NO_EFFECT,
        ),
    )  # fmt: skip


def running(
    chosen: Sequence[Coachee], mentored: Sequence[Coachee], first: Sequence[Coachee], *, today: date
) -> tuple[Course, ...]:
    """Return the courses that run: the mentor's area has one that meets today, and each other agency one of its own."""
    starts_on = today - _BEGAN_WEEKS_AGO * _WEEK
    days = [starts_on + number * _WEEK for number in range(_WEEKS)]
    ends_on = days[-1] + timedelta(days=2)
    near = {one.key for one in [*mentored, *first]}
    far = [one for one in chosen if one.key not in near]
    part = min(_RUNNING_SEATS, len(far) // 5)
    groups = [far[part * at : part * (at + 1)] for at in range(4)]
    women, men = ([one for one in groups[3] if one.gender == gender] for gender in "PL")
    made = (
        ("Dapur Rapi Tebet", 0, [*first, *mentored[:_RUNNING_SEATS]], "Kebersihan dan alur kerja dapur produksi."),
        ("Wirausaha Baru", 2, groups[0], "Langkah pertama bagi yang baru membuka usaha."),
        ("Kriya dan Busana Siap Pamer", 3, groups[1], "Menyiapkan karya untuk pameran."),
        ("Usaha Ekonomi Produktif", 4, groups[2], "Pendampingan keluarga penerima manfaat."),
        ("Perempuan Berdaya Usaha", 5, women, "Usaha rumahan yang dikelola perempuan."),
    )
    return tuple(
        Course(
            name, office, starts_on, ends_on, days, people, about=about,
            refused=men[:3] if office == 5 else (), rules={"gender": ["female"]} if office == 5 else {},
            place="Aula Kecamatan Tebet" if office == 0 else "Balai pelatihan",
            area_code="31.74.01" if office == 0 else "",
        )
        for name, office, people, about in made
        if people
    )  # fmt: skip
