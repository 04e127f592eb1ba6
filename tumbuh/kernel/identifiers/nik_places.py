"""
The regencies and cities a NIK may begin with (Kemendagri codes). Written by scripts/extract_areas.py.

Retired codes stay: a NIK never changes when its place of first registration gets another code.
Source: npm idn-area-data 4.0.1 (ODbL), and for the retired ones the notes beside them.
"""

_CURRENT = {
    "11": "01-18 71-75",
    "12": "01-25 71-78",
    "13": "01-12 71-77",
    "14": "01-10 71-72",
    "15": "01-09 71-72",
    "16": "01-13 71-74",
    "17": "01-09 71",
    "18": "01-13 71-72",
    "19": "01-06 71",
    "21": "01-05 71-72",
    "31": "01 71-75",
    "32": "01-18 71-79",
    "33": "01-29 71-76",
    "34": "01-04 71",
    "35": "01-29 71-79",
    "36": "01-04 71-74",
    "51": "01-08 71",
    "52": "01-08 71-72",
    "53": "01-21 71",
    "61": "01-12 71-72",
    "62": "01-13 71",
    "63": "01-11 71-72",
    "64": "01-03 07-09 11 71-72 74",
    "65": "01-04 71",
    "71": "01-11 71-74",
    "72": "01-12 71",
    "73": "01-18 22 24 26 71-73",
    "74": "01-15 71-72",
    "75": "01-05 71",
    "76": "01-06",
    "81": "01-09 71-72",
    "82": "01-08 71-72",
    "91": "03 05-06 10-11 15 19-20 71",
    "92": "02-03 06-08 11-12",
    "93": "01-04",
    "94": "01-08",
    "95": "01-08",
    "96": "01-05 71",
}
_RETIRED = {
    "32": "19-20",  # Tangerang and Serang, to Banten in 2000
    "54": "01-13",  # Timor Timur, until 1999
    "64": "04 06-07 10 73",  # to Kalimantan Utara in 2012
    "91": "01-02 04 08-18 20-29",  # to the three new provinces of Papua in 2022
    "92": "01 04-05 09-10 71",  # to Papua Barat Daya in 2022
}
PLACES = frozenset(
    f"{province}{place:02}"
    for table in (_CURRENT, _RETIRED)
    for province, runs in table.items()
    for run in runs.split()
    for place in range(int(run[:2]), int(run[-2:]) + 1)
)
