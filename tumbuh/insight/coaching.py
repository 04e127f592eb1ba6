"""The coached owners of a year for the city's page, kept until another service is recorded or taken back."""

from datetime import date

from tumbuh.analytics.measures import coached_owners
from tumbuh.coaching import figures
from tumbuh.coaching.figures import Coached
from tumbuh.coaching.frames import state
from tumbuh.insight.remembered import remembered


def coached_of_the_year(*, last: date, public: bool) -> Coached:
    """Return who was coached from 1 January to a day, with the raw list beside. `public`: without small cells."""
    first = date(last.year, 1, 1)
    return remembered(
        "coached_of_the_year", coached_owners.VERSION, state(), last, public,
        compute=lambda: figures.coached(first=first, last=last, public=public),
    )  # fmt: skip
