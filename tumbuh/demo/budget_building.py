"""The demo's year of buying into the city: its files written, and imported by the importers that everybody uses."""

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from tumbuh.demo.budget_files import DemoFile, Year, files, make_year
from tumbuh.demo.budget_history import HISTORY
from tumbuh.demo.budget_to_try import to_try
from tumbuh.procurement import services
from tumbuh.procurement.models import ImportBatch
from tumbuh.reference import areas

FIRST_DAYS = 45  # of a year, in which too little is bought for a percentage; then it is the year before
Tell = Callable[[str], None]


def year_of_city(*, seed: int, scale: float, today: date) -> Year:
    """Return the year of buying of a demo city up to a day, with the districts and wards of Jakarta."""
    day = today if today.timetuple().tm_yday > FIRST_DAYS else date(today.year - 1, 12, 31)
    names: dict[str, list[str]] = {"district": [], "ward": []}
    for area in areas.all_areas():
        if area.level in names:
            names[area.level].append(area.name)
    return make_year(seed=seed, scale=scale, year=day.year, today=day, districts=names["district"], wards=names["ward"])


def write_files_to_try(made: Year, folder: Path) -> list[Path]:
    """Write the four files that people try by hand, and return where they are."""
    folder.mkdir(parents=True, exist_ok=True)
    return [write(file, folder) for file in to_try(made)]


def bring_in(made: Year, folder: Path, *, now: datetime, tell: Tell = lambda _: None) -> list[ImportBatch]:
    """Write the files of a year and import them; keep the published figures. Doing it again changes nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    batches = []
    for file in files(made):
        tell(file.name)
        path = write(file, folder)
        batches.append(
            services.import_file(
                path=path,
                file_name=path.name,
                dataset=file.dataset,
                year=made.year,
                by=None,
                now=now,
                version=file.version,
            )
        )
    for one in HISTORY:
        services.publish_figure(**one.__dict__, now=now)
    return batches


def write(file: DemoFile, folder: Path) -> Path:
    """Write a file as the list of JSON objects that a download is, one row at a time, and return where it is."""
    path = folder / f"{file.name}.json"
    with path.open("w", encoding="utf-8") as target:
        target.write("[")
        for number, row in enumerate(file.rows):
            target.write(",\n" if number else "\n")
            target.write(json.dumps(row, ensure_ascii=False))
        target.write("\n]\n")
    return path
