"""
Write Jakarta's areas with their Kemendagri and BPS codes, and the codes of all regencies and cities that a NIK may
begin with. Kemendagri's come from the npm package idn-area-data, those of BPS from the PyPI package
django-indonesia-regions, matched by name inside the parent area. Run, in a folder of its own:

    npm pack idn-area-data@4.0.1 && tar xzf idn-area-data-4.0.1.tgz
    pip download --no-deps --no-binary :all: django-indonesia-regions==1.0.6
    tar xzf django-indonesia-regions-1.0.6.tar.gz
    PYTHONPATH=REPOSITORY python REPOSITORY/scripts/extract_areas.py package django-indonesia-regions-1.0.6

Both data are under the ODbL; tumbuh/reference/data/README.md says so and whose they are.
"""

import csv
import sys
from collections import defaultdict
from itertools import groupby
from pathlib import Path

from tumbuh.reference.areas import name_key

ROOT = Path(__file__).resolve().parents[1]
PROVINCE = "31"
LEVELS = {"provinces": "province", "regencies": "city", "districts": "district", "villages": "ward"}
# BPS writes some names otherwise; these are the same areas under two spellings (Kemendagri's key: BPS's key).
SPELLED_BY_BPS = {
    "halimperdanakusuma": "halimperdanakusumah", "harapanmulia": "harapanmulya", "palmeriam": "palmeriem",
    "papanggo": "papango", "tanjungpriok": "tanjungpriuk", "tengah": "kampungtengah", "wijayakusuma": "wijayakesuma",
}  # fmt: skip
# The package gives no days. Its versions 2.2.0 and 4.0.1 hold the same 267 wards with the same codes; the law that made
# Jakarta's present cities is UU 29/2007 of 30 July 2007, so that is the first day for which the list is said to hold.
SINCE = "2007-07-30"
PLACES = ROOT / "tumbuh/kernel/identifiers/nik_places.py"
# Known, not verified against old decrees, but for 92, which idn-area-data 2.2.0 still holds: better one code too many
# than a person turned away.
RETIRED = {
    "32": ("19-20", "Tangerang and Serang, to Banten in 2000"),
    "54": ("01-13", "Timor Timur, until 1999"),
    "64": ("04 06-07 10 73", "to Kalimantan Utara in 2012"),
    "91": ("01-02 04 08-18 20-29", "to the three new provinces of Papua in 2022"),
    "92": ("01 04-05 09-10 71", "to Papua Barat Daya in 2022"),
}


def main(package: Path, bps_package: Path) -> None:
    """Write both files."""
    areas = []
    for file_name, level in LEVELS.items():
        for row in read(package / "data" / f"{file_name}.csv"):
            code = row["code"].strip()
            if code == PROVINCE or code.startswith(f"{PROVINCE}."):
                areas.append((code, " ".join(row["name"].split()), level))
    areas.sort()
    bps = bps_codes(areas, bps_package / "djindonesiaregions/csv")
    with (ROOT / "tumbuh/reference/data/areas.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", "name", "level", "bps_code", "bps_name", "valid_from", "valid_to"])
        writer.writerows((*area, *bps.get(area[0], ("", "")), SINCE, "") for area in areas)
    current = sorted(row["code"].strip() for row in read(package / "data" / "regencies.csv"))
    PLACES.write_text(places_module(current), encoding="utf-8")
    print(f"{len(areas)} areas, {len(bps)} of them with a code of BPS; {len(current)} regencies and cities")
    for code, name, _ in areas:
        if code not in bps:
            print(f"no code of BPS for {code} {name}")


def bps_codes(areas: list[tuple[str, str, str]], folder: Path) -> dict[str, tuple[str, str]]:
    """
    Return BPS's code of each area, and its name where it is another one.

    An area is the same when it has the same name in the same parent; of two such, neither.
    """
    found = {PROVINCE: (PROVINCE, "")}
    for file_name, level in list(LEVELS.items())[1:]:
        theirs = defaultdict(list)
        for code, parent, name in csv.reader((folder / f"{file_name}.csv").open(encoding="utf-8")):
            theirs[parent, name_key(name)].append((code, name.strip().title()))
        for code, name, own_level in areas:
            if own_level == level and (parent := found.get(code.rpartition(".")[0])):
                key = name_key(name)
                same = theirs[parent[0], key] or theirs[parent[0], SPELLED_BY_BPS.get(key, key)]
                if len(same) == 1:
                    bps_code, bps_name = same[0]
                    found[code] = bps_code, bps_name if name_key(bps_name) != key else ""
    return found


def read(path: Path) -> list[dict[str, str]]:
    """Return the rows of a csv."""
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def runs(numbers: list[int]) -> str:
    """Return [1, 2, 3, 71] as "01-03 71"."""
    parts = []
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        parts.append(f"{run[0]:02}" if len(run) == 1 else f"{run[0]:02}-{run[-1]:02}")
    return " ".join(parts)


def places_module(current: list[str]) -> str:
    """Return the Python module of the codes, current and retired."""
    lines = [
        '"""',
        "The regencies and cities a NIK may begin with (Kemendagri codes). Written by scripts/extract_areas.py.",
        "",
        "Retired codes stay: a NIK never changes when its place of first registration gets another code.",
        "Source: npm idn-area-data 4.0.1 (ODbL), and for the retired ones the notes beside them.",
        '"""',
        "",
        "_CURRENT = {",
    ]
    for province, codes in groupby(current, key=lambda code: code[:2]):
        lines.append(f'    "{province}": "{runs([int(code[3:5]) for code in codes])}",')
    lines += ["}", "_RETIRED = {"]
    lines += [f'    "{province}": "{codes}",  # {why}' for province, (codes, why) in RETIRED.items()]
    lines += [
        "}",
        "PLACES = frozenset(",
        '    f"{province}{place:02}"',
        "    for table in (_CURRENT, _RETIRED)",
        "    for province, runs in table.items()",
        "    for run in runs.split()",
        "    for place in range(int(run[:2]), int(run[-2:]) + 1)",
        ")",
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
