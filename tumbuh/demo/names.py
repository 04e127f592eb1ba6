"""Names of Jakarta's people as its lists write them: several naming habits, single names, titles, Moh/Muh. Pure."""

import polars as pl

from tumbuh.demo.chance import Chance

_JAVANESE = (
    ("Slamet", "Bambang", "Joko", "Sugeng", "Agus", "Eko", "Dwi", "Tri", "Wahyu", "Heru", "Sutrisno", "Suparman",
     "Wagiman", "Paijo", "Yanto", "Sugiyanto", "Rudi", "Hadi", "Teguh", "Untung", "Bagus", "Darmo", "Kuncoro"),
    ("Sri", "Siti", "Endang", "Sulastri", "Wahyuni", "Ningsih", "Rahayu", "Lestari", "Yuni", "Tuti", "Suparti",
     "Ratna", "Wati", "Partini", "Warsini", "Dewi", "Retno", "Murni", "Sumiati", "Karsinah", "Tumini", "Puji"),
    ("Santoso", "Wibowo", "Prasetyo", "Nugroho", "Setiawan", "Hidayat", "Purnomo", "Saputra", "Widodo", "Susilo",
     "Handoko", "Kurniawan", "Utomo", "Haryanto", "Wijaya", "Raharjo", "Suryanto", "Hartono", "Subekti"),
    ("Rahayu", "Lestari", "Wulandari", "Handayani", "Astuti", "Susanti", "Wahyuningsih", "Widyastuti", "Setyowati",
     "Purwanti", "Anggraini", "Kusumawati", "Utami", "Hartati", "Mulyani", "Suryani", "Haryati"),
)  # fmt: skip
_BETAWI = (
    ("Abdul", "Ahmad", "Mohamad", "Muhammad", "Naserin", "Sanusi", "Marzuki", "Mahmud", "Saaba", "Nasir", "Madali",
     "Romli", "Sabeni", "Jaelani", "Muhidin", "Usman", "Rojali", "Mansur", "Encep", "Zaenal", "Fahrul", "Syaiful"),
    ("Siti", "Aisyah", "Rohmah", "Nurhayati", "Maimunah", "Fatimah", "Rodiah", "Komariah", "Saodah", "Munawaroh",
     "Khodijah", "Zubaidah", "Rukoyah", "Maryam", "Hasanah", "Nuraini", "Sopiah", "Jubaedah", "Mamah", "Nurlela"),
    ("Rohman", "Gofur", "Hakim", "Ridwan", "Hamid", "Karim", "Syukur", "Fauzi", "Rahman", "Hasan", "Ibrahim",
     "Ismail", "Yusuf", "Mustofa", "Sobari", "Arifin", "Maulana", "Fadillah", "Akbar", "Syahroni", "Abdillah"),
    ("Rohmah", "Fauziah", "Hasanah", "Nuraini", "Aminah", "Fadilah", "Azizah", "Jamilah", "Solihah", "Mardiah",
     "Latifah", "Halimah", "Kamilah", "Rosidah", "Afifah", "Nurjanah", "Salamah", "Humairoh"),
)  # fmt: skip
_SUNDANESE = (
    ("Asep", "Ujang", "Dadang", "Cecep", "Endang", "Yayan", "Deden", "Iwan", "Tatang", "Maman", "Aep", "Jajang"),
    ("Euis", "Neng", "Imas", "Iis", "Elis", "Cucu", "Ai", "Nining", "Tati", "Yeti", "Rina", "Lilis", "Entin"),
    ("Suherman", "Supriatna", "Sutisna", "Hermawan", "Gunawan", "Permana", "Kurnia", "Ruhiat", "Sopandi", "Ramdani"),
    ("Nurhasanah", "Rohaeti", "Komalasari", "Suhartini", "Sumiyati", "Nuraeni", "Juariah", "Kartika", "Rohayati"),
)  # fmt: skip
_BATAK = (
    ("Tumpal", "Parlindungan", "Binsar", "Hotman", "Jonson", "Maruli", "Saut", "Poltak", "Togar", "Rikardo"),
    ("Rosida", "Tiur", "Lasma", "Romauli", "Duma", "Hotmaida", "Nurmala", "Rotua", "Marsaulina", "Kristina"),
    ("Simanjuntak", "Situmorang", "Nainggolan", "Sihombing", "Siregar", "Pasaribu", "Hutapea", "Manurung", "Lubis",
     "Harahap", "Ginting", "Sembiring", "Tarigan", "Siagian", "Panjaitan", "Simbolon", "Silalahi"),
    ("br. Simanjuntak", "br. Ginting", "Situmorang", "Nainggolan", "Siregar", "Nasution", "Lubis", "Harahap",
     "br. Tarigan", "Sitorus", "Pardede", "Hutagalung", "Pane"),
)  # fmt: skip
_MINANG = (
    ("Zulkifli", "Syafrizal", "Yunaldi", "Hendri", "Afrizal", "Masrul", "Ermansyah", "Rizal", "Yusrizal", "Dedi"),
    ("Yusnidar", "Ermawati", "Gusniar", "Murniati", "Fitriyeni", "Asnimar", "Desmiati", "Yulidar", "Rosmanidar"),
    ("Chaniago", "Piliang", "Koto", "Tanjung", "Sikumbang", "Caniago", "Jambak", "Guci", "Zein", "Anwar"),
    ("Chaniago", "Piliang", "Koto", "Tanjung", "Sikumbang", "Jambak", "Yusuf", "Zahara", "Rahmi", "Putri"),
)  # fmt: skip
_CHINESE = (
    ("Hendra", "Rudy", "Andi", "Steven", "Kevin", "Budi", "Halim", "Wilson", "Edwin", "Felix", "Jimmy", "Tony"),
    ("Lily", "Meiling", "Linda", "Susan", "Yuliana", "Felicia", "Vivian", "Meliana", "Stephanie", "Siska", "Jenny"),
    ("Wijaya", "Tanuwijaya", "Halim", "Gunawan", "Salim", "Lim", "Kusuma", "Hartanto", "Susanto", "Tan", "Sutanto"),
    ("Wijaya", "Tanuwijaya", "Halim", "Gunawan", "Lim", "Kusuma", "Hartanto", "Setiawati", "Tan", "Liem"),
)  # fmt: skip
_EASTERN = (
    ("Yohanes", "Daeng", "Ambo", "Andi", "Petrus", "Markus", "Arnold", "Ferry", "La Ode", "Baso", "Paulus"),
    ("Maria", "Yosefina", "Andi", "Besse", "Hasnah", "Martha", "Wa Ode", "Theresia", "Yuliana", "Ester"),
    ("Tandean", "Mappasessu", "Latuconsina", "Pattiasina", "Kapitan", "Wenas", "Lumentut", "Tappi", "Mangkunegara"),
    ("Tandean", "Latuconsina", "Pattiasina", "Kapitan", "Wenas", "Lumentut", "Rumambi", "Tenri", "Seran"),
)  # fmt: skip

# Each habit: first names of men and of women, second names of men and of women; its share; how many have one name only.
HABITS = (
    (_JAVANESE, 36, 0.24),
    (_BETAWI, 28, 0.10),
    (_SUNDANESE, 15, 0.18),
    (_BATAK, 5, 0.0),
    (_MINANG, 5, 0.05),
    (_CHINESE, 7, 0.0),
    (_EASTERN, 4, 0.0),
)
SPELLINGS = {"Muhammad": ("Muhammad", "Muhamad", "Moh.", "Muh.", "M."), "Mohamad": ("Mohamad", "Mochamad", "Moch.")}
_PATRONS = ("bin", "binti")


def owner_names(chance: Chance, female: pl.Series) -> pl.Series:
    """Return a name for each owner: habit by share, then first and second name, title and spelling by chance."""
    size = len(female)
    draws = chance.branch("names")
    habit = draws.index("habit", size, [share for _, share, _ in HABITS]).to_list()
    first, second, third = (draws.uniform(name, size).to_list() for name in ("first", "second", "third"))
    single, title = draws.uniform("single", size).to_list(), draws.uniform("title", size).to_list()
    women = female.to_list()
    return pl.Series(
        "owner_name",
        [
            _name(habit[n], woman=women[n], draws=(first[n], second[n], third[n]), alone=single[n], title=title[n])
            for n in range(size)
        ],
    )


def _name(habit: int, *, woman: bool, draws: tuple[float, float, float], alone: float, title: float) -> str:
    words, _, singles = HABITS[habit]
    first = _of(words[int(woman)], draws[0])
    second = _of(words[2 + int(woman)], draws[1])
    if first in SPELLINGS:
        name = f"{_of(SPELLINGS[first], draws[2])} {second}"
    elif alone < singles:
        name = first
    elif habit == 1 and draws[2] < 0.06:  # the Betawi way of naming the father, as on older cards
        name = f"{first} {_PATRONS[int(woman)]} {_of(words[0], draws[1])}"
    else:
        third = f" {_of(words[2 + int(woman)], draws[2])}" if draws[2] > 0.9 and habit < 3 else ""
        name = f"{first} {second}{third if third.strip() != second else ''}"
    return _titled(name, woman=woman, title=title, pious=habit in (0, 1, 2, 4))


def _titled(name: str, *, woman: bool, title: float, pious: bool) -> str:
    if pious and title < 0.05:
        return f"{'Hj.' if woman else 'H.'} {name}"
    if title > 0.985:
        return f"{name}, S.E." if title < 0.992 else f"{name}, S.Pd."
    return f"{'Ny.' if woman else 'Bpk.'} {name}" if 0.05 <= title < 0.06 else name


def _of(words: tuple[str, ...], draw: float) -> str:
    return words[int(draw * len(words))]
