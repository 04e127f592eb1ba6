"""What the figures of the demo's coaching must be, added up from the planned lists themselves. Pure."""

import math
from itertools import combinations

from tumbuh.demo.coaching import OFFICES, Plan


def truth(made: Plan) -> dict[str, object]:
    """Return the distinct and the raw number of coached owners, each list, each overlap, and the true effects."""
    lists = {
        short: {line.who.key for line in made.lines if OFFICES[line.office][1] == short} for _, short, _ in OFFICES
    }
    for course in made.courses:
        lists[OFFICES[course.office][1]] |= {one.key for one in course.seated}
    members = {line.who.key for line in made.lines if line.kind == "registration"}
    return {
        "coached": len(set().union(*lists.values())),
        "raw_list": sum(len(people) for people in lists.values()),
        "lists": {short: len(people) for short, people in lists.items()},
        "overlap": {f"{one} + {other}": len(lists[one] & lists[other]) for one, other in combinations(lists, 2)},
        "members": len(members),
        "received": _received(made, members),
        "effect_percent_on_income": {course.name: effect_percent(course.true_effect) for course in made.courses},
    }


def effect_percent(logarithm: float) -> float:
    """Return an effect on the logarithm as a percentage, to a tenth."""
    return round(100 * math.expm1(logarithm), 1)


def _received(made: Plan, members: set[int]) -> dict[str, int]:
    """Return how many members received each service, by a list or at a session."""
    found = {"training": {one.key for course in made.courses for one in course.seated}}
    for line in made.lines:
        found.setdefault(line.kind, set()).add(line.who.key)
    return {kind: len(people & members) for kind, people in sorted(found.items())}
