"""
Write Jakarta's areas, and the codes of all regencies and cities that a NIK may begin with, from the npm package
idn-area-data. Run: `npm pack idn-area-data@4.0.1 && tar xzf idn-area-data-4.0.1.tgz && python scripts/extract_areas.py
package`. The data in the package are under the ODbL; tumbuh/reference/data/README.md says so and whose they are.
"""

import csv
import sys
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROVINCE = "31"
LEVELS = {"provinces": "province", "regencies": "city", "districts": "district", "villages": "ward"}
# BPS numbers the cities otherwise than Kemendagri, with the same digits. Only these are known; the codes of BPS for
# districts and wards are in no source that was read, so they stay empty. Source: domain §1.
BPS_CODES = {
    "31": "31", "31.01": "3101", "31.71": "3173", "31.72": "3175", "31.73": "3174", "31.74": "3171", "31.75": "3172",
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


def main(package: Path) -> None:
    """Write both files."""
    areas = []
    for name, level in LEVELS.items():
        for row in read(package / "data" / f"{name}.csv"):
            code = row["code"].strip()
            if code == PROVINCE or code.startswith(f"{PROVINCE}."):
                areas.append((code, " ".join(row["name"].split()), level, BPS_CODES.get(code, ""), SINCE, ""))
    with (ROOT / "tumbuh/reference/data/areas.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", "name", "level", "bps_code", "valid_from", "valid_to"])
        writer.writerows(sorted(areas))
    current = sorted(row["code"].strip() for row in read(package / "data" / "regencies.csv"))
    PLACES.write_text(places_module(current), encoding="utf-8")
    print(f"{len(areas)} areas, {len(current)} regencies and cities")


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
    main(Path(sys.argv[1]))
