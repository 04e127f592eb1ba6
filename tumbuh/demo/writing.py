"""
Writing the demo's exports as files: a command of its own, so that other cores do it while the city is built.

`python -m tumbuh.demo.writing SEED SCALE NOW FOLDER PART PARTS` writes the exports of each PARTS-th shop from PART on.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from tumbuh.demo.city import City
from tumbuh.demo.exports import shopee, tiktok
from tumbuh.demo.jakarta import aware, demo_city
from tumbuh.demo.shops import Stall
from tumbuh.demo.uploads import Story, Upload

MOST_WRITERS = 8


class WritersFailedError(RuntimeError):
    """A process that wrote exports ended early."""


def write_story(story: Story, *, city: City, folder: Path) -> None:
    """Write what is missing of a shop's exports: those handed in under exports/, the fresh one under to-import/."""
    for upload, place in [*((one, "exports") for one in story.uploads), (story.fresh, "to-import")]:
        if upload is not None and not path_of(folder / place, story.stall, upload).exists():
            write_export(path_of(folder / place, story.stall, upload), story, upload, city)


def write_export(path: Path, story: Story, upload: Upload, city: City) -> None:
    """Write one export; a half-written file is never left under its name."""
    part = path.with_name(f"part-{path.name}")
    writer = shopee if story.stall.channel == "shopee" else tiktok
    writer.write(part, upload.lines(story.history), stall=story.stall, chance=city.chance)
    part.rename(path)


def path_of(folder: Path, stall: Stall, upload: Upload) -> Path:
    """Return a file in the shop's own folder, apart by the day on which it was handed in."""
    return folder / f"{stall.channel}-{stall.external_id}" / f"{upload.at:%Y-%m-%d}" / upload.file_name


@contextmanager
def in_background(city: City, folder: Path) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Start to write all exports in processes of their own; those that still run at the end are stopped."""
    parts = min(MOST_WRITERS, max(1, (os.cpu_count() or 2) - 1))
    values = [str(city.seed), repr(city.scale), aware(city.now).isoformat(), str(folder)]
    command = [sys.executable, "-m", "tumbuh.demo.writing", *values]
    root = str(Path(__file__).resolve().parents[2])
    searched = {"PYTHONPATH": os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH", "")]))}
    writers = [subprocess.Popen([*command, str(n), str(parts)], env=os.environ | searched) for n in range(parts)]
    try:
        yield writers
    finally:
        for writer in writers:
            if writer.poll() is None:
                writer.terminate()
                writer.wait()


def wait_for(writers: Sequence[subprocess.Popen[bytes]]) -> None:
    """Wait until all is written. Raises: WritersFailedError when one of them failed."""
    if any(writer.wait() != 0 for writer in writers):
        raise WritersFailedError("the demo's export files could not be written; is there room on the disk?")


def main(arguments: Sequence[str]) -> None:
    """Write the part of the city's exports that the arguments name."""
    seed, scale, now, folder, part, parts = arguments
    city = demo_city(seed=int(seed), scale=float(scale), now=datetime.fromisoformat(now))
    for stall in city.stalls[int(part) :: int(parts)]:
        write_story(city.story(stall), city=city, folder=Path(folder))


if __name__ == "__main__":
    main(sys.argv[1:])
