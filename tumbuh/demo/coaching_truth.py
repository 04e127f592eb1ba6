"""What the figures of the demo's coaching must be, added up from the planned lists themselves. Pure."""

import math
from datetime import date
from itertools import combinations

from tumbuh.demo.coaching import OFFICES, Plan
from tumbuh.demo.coaching_courses import Coachee, Course


def truth(made: Plan, today: date) -> dict[str, object]:
    """Return the distinct and the raw number of coached owners, each list, each overlap, and the true effects."""
    lists = {
        short: {line.who.key for line in made.lines if OFFICES[line.office][1] == short} for _, short, _ in OFFICES
    }
    for course in made.courses:
        lists[OFFICES[course.office][1]] |= {one.key for one in _taught(course, today)}
    lists[OFFICES[0][1]] |= {visit.who.key for visit in made.visits}
    members = {line.who.key for line in made.lines if line.kind == "registration"}
    return {
        "coached": len(set().union(*lists.values())),
        "raw_list": sum(len(people) for people in lists.values()),
        "lists": {short: len(people) for short, people in lists.items()},
        "overlap": {f"{one} + {other}": len(lists[one] & lists[other]) for one, other in combinations(lists, 2)},
        "members": len(members),
        "received": _received(made, members, today),
        "effect_percent_on_income": {
            course.name: effect_percent(course.true_effect) for course in made.courses if course.true_effect is not None
        },
        "effect_percent_on_sales": {
            course.name: effect_percent(course.true_sales_effect)
            for course in made.courses
            if course.true_sales_effect is not None
        },
        "waiting_rows": len(made.strangers),
    }


def effect_percent(logarithm: float) -> float:
    """Return an effect on the logarithm as a percentage, to a tenth."""
    return round(100 * math.expm1(logarithm), 1)


def _taught(course: Course, today: date) -> set[Coachee]:
    return {one for number in range(len(course.held(today))) for one in course.there(number)}


def _received(made: Plan, members: set[int], today: date) -> dict[str, int]:
    """Return how many members received each service: by a list, at a session or at a visit."""
    found = {"mentoring": {visit.who.key for visit in made.visits}}
    for course in made.courses:
        found.setdefault(course.service, set()).update(one.key for one in _taught(course, today))
    for line in made.lines:
        found.setdefault(line.kind, set()).add(line.who.key)
    return {kind: len(people & members) for kind, people in sorted(found.items())}
