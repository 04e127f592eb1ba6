"""Any shuffling and doubling of a file's rows gives the same register; undo gives back exactly what was before."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.integration.registry.samples import NOON, live_state
from tumbuh.registry import services
from tumbuh.registry.models import REGISTER_TABLES, Owner
from tumbuh.registry.rules import Policy

pytestmark = pytest.mark.django_db
SETTINGS = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
NIKS = ["", "3171014405800001", "3171011203750002", "3171015506900003"]
NIBS = ["", "9120106900275", "9120106900276"]
ROW = st.tuples(
    st.sampled_from(["Siti Aminah", "Budi Santoso", "siti  aminah"]),
    st.sampled_from(NIKS),
    st.sampled_from(["", "081234567890", "081298765432"]),
    st.sampled_from(["Warung Siti", "Keripik Budi", "WARUNG SITI"]),
    st.sampled_from(NIBS),
    st.sampled_from(["", "56102"]),
    st.sampled_from(["", "05/03/2020"]),
    st.sampled_from(["", "Gambir", "Cideng"]),
    st.sampled_from(["", "50000000"]),
    st.sampled_from(["", "300000000", "3000000000"]),
).map(list)
FILES = st.lists(ROW, min_size=1, max_size=8)


def facts():
    """Return the live register without keys, public ids and sealed texts, which differ from run to run by design."""
    hidden = {"id", "public_id", "nik_cipher", "npwp_cipher", "created_in_id", "written_in_id", "source"}
    owners = dict(Owner.objects.values_list("pk", "name_key"))
    state = {}
    for model in REGISTER_TABLES:
        names = [field.attname for field in model._meta.concrete_fields if field.attname not in hidden]
        keys = {name for name in names if name in {"owner_id", "business_id"}}
        rows = model._default_manager.filter(withdrawn_at=None).values(*names, *keys)
        state[model.__name__] = sorted(
            str({k: (owners[v] if k == "owner_id" else None if k == "business_id" else v) for k, v in row.items()})
            for row in rows
        )
    return state


def undone_afterwards(work):
    """Run `work` and roll everything back, so that each example begins with an empty register."""
    with transaction.atomic():
        result = work()
        transaction.set_rollback(True)
    return result


@SETTINGS
@given(rows=FILES, data=st.data())
def test_order_and_repetition_of_rows_do_not_matter(bring_in, rows, data):
    shuffled = data.draw(st.permutations(rows + data.draw(st.lists(st.sampled_from(rows), max_size=3))))

    def register_of(lines):
        bring_in(lines, policy=Policy.GOOD_ROWS)
        return facts()

    assert undone_afterwards(lambda: register_of(rows)) == undone_afterwards(lambda: register_of(shuffled))


@SETTINGS
@given(rows=FILES)
def test_the_same_file_twice_creates_and_changes_nothing(bring_in, rows):
    def twice():
        bring_in(rows, policy=Policy.GOOD_ROWS)
        before = live_state()
        again = bring_in(rows, policy=Policy.GOOD_ROWS, now=NOON + timedelta(days=3))
        return before, live_state(), again.created, again.updated

    before, after, created, updated = undone_afterwards(twice)
    assert (created, updated) == (0, 0)
    assert after == before


@SETTINGS
@given(first=FILES, second=FILES)
def test_undo_gives_back_the_register_as_it_was_before(bring_in, first, second):
    def round_trip():
        bring_in(first, policy=Policy.GOOD_ROWS)
        before = live_state()
        done = bring_in(second, policy=Policy.GOOD_ROWS, now=NOON + timedelta(days=3))
        services.undo_import(import_id=done.pk, by=None, now=NOON + timedelta(days=9), reason="uji")
        return before, live_state()

    before, after = undone_afterwards(round_trip)
    assert after == before
