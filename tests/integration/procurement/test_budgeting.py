"""Money of a line is held, realised and given back, and never passes the ceiling, however many ask at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.integration.procurement.conftest import NOON, YEAR
from tumbuh.audit.models import AuditEvent
from tumbuh.kernel.errors import Refused
from tumbuh.procurement import queries, services
from tumbuh.procurement.budgeting import AlreadyHeld, CeilingTooLow, LineBlocked, NothingHeld, OverBudget
from tumbuh.procurement.models import BudgetCeiling, BudgetLine, Holding

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def new_line(ceiling=1_000_000, **more):
    given_ = {
        "year": YEAR, "unit_ref": "101", "sub_activity": "2.11.01.1.06.0009", "account": "5.1.02.01.01.0052",
        "version": "apbd", "ceiling_rupiah": ceiling,
    }  # fmt: skip
    return BudgetLine.objects.create(**(given_ | more))


def state(line):
    line.refresh_from_db()
    return line.held_rupiah, line.realised_rupiah, line.free_rupiah


def hold(line, amount, reference="orders.order:1"):
    return services.hold(line_id=line.pk, amount_rupiah=amount, reference=reference, now=NOON)


def test_what_is_held_then_paid_in_parts_then_given_back_adds_up():
    line = new_line()
    hold(line, 600_000)
    assert state(line) == (600_000, 0, 400_000)
    services.realise(reference="orders.order:1", amount_rupiah=350_000, now=NOON)
    assert state(line) == (250_000, 350_000, 400_000)
    services.release(reference="orders.order:1", now=NOON)
    assert state(line) == (0, 350_000, 650_000)
    assert [one.event for one in AuditEvent.objects.order_by("pk")] == [
        "procurement.held", "procurement.realised", "procurement.released",
    ]  # fmt: skip


def test_more_than_is_left_is_refused_and_changes_nothing():
    line = new_line()
    hold(line, 999_999)
    with pytest.raises(OverBudget) as refusal:
        hold(line, 2, "orders.order:2")
    assert "Sisa pagu Rp1, yang diminta Rp2" in refusal.value.message
    assert state(line) == (999_999, 0, 1)
    assert Holding.objects.count() == 1
    hold(line, 1, "orders.order:2")
    assert state(line) == (1_000_000, 0, 0)


def test_the_same_hold_twice_holds_once_and_another_amount_is_refused():
    line = new_line()
    assert hold(line, 100).pk == hold(line, 100).pk
    with pytest.raises(AlreadyHeld):
        hold(line, 200)
    assert state(line) == (100, 0, 999_900)


@pytest.mark.parametrize("amount", [0, -5])
def test_nothing_and_less_cannot_be_held(amount):
    line = new_line()
    with pytest.raises(Refused):
        hold(line, amount)
    assert state(line) == (0, 0, 1_000_000)


def test_a_blocked_line_holds_nothing():
    line = new_line(blocked=True)
    with pytest.raises(LineBlocked):
        hold(line, 1)
    assert not Holding.objects.exists()


def test_more_than_is_held_is_neither_realised_nor_released():
    line = new_line()
    hold(line, 100)
    for act in (
        lambda: services.realise(reference="orders.order:1", amount_rupiah=101, now=NOON),
        lambda: services.release(reference="orders.order:1", amount_rupiah=101, now=NOON),
        lambda: services.realise(reference="orders.order:9", amount_rupiah=1, now=NOON),
        lambda: services.release(reference="orders.order:9", now=NOON),
    ):
        with pytest.raises(NothingHeld):
            act()
    assert state(line) == (100, 0, 999_900)


def test_the_database_itself_refuses_to_pass_a_ceiling():
    line = new_line(100)
    with pytest.raises(IntegrityError, match="line_within_ceiling"), transaction.atomic():
        BudgetLine.objects.filter(pk=line.pk).update(held_rupiah=60, realised_rupiah=41)


@pytest.mark.django_db(transaction=True)
def test_twelve_at_once_never_pass_the_ceiling():
    line, together = new_line(1_000_000), Barrier(4)

    def buy(number):
        together.wait(timeout=30)
        done = 0
        try:
            for turn in range(3):
                reference = f"orders.order:{number}-{turn}"
                try:
                    services.hold(line_id=line.pk, amount_rupiah=150_000, reference=reference, now=NOON)
                except OverBudget:
                    continue
                services.realise(reference=reference, amount_rupiah=100_000, now=NOON)
                done += 1
            return done
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        done = sum(pool.map(buy, range(4)))
    # Each takes 150,000, of which 50,000 stay held: six fit, the seventh has 100,000 left.
    assert (done, state(line)) == (6, (300_000, 600_000, 100_000))


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.tuples(st.sampled_from(["hold", "realise", "release"]), st.integers(0, 3), st.integers(1, 700)), max_size=12
    )
)
def test_any_sequence_of_acts_keeps_the_line_equal_to_its_holdings(acts):
    with transaction.atomic():
        line = new_line(1_000)
        for act, which, amount in acts:
            reference = f"x:{which}"
            try:
                if act == "hold":
                    services.hold(line_id=line.pk, amount_rupiah=amount, reference=reference, now=NOON)
                elif act == "realise":
                    services.realise(reference=reference, amount_rupiah=amount, now=NOON)
                else:
                    services.release(reference=reference, amount_rupiah=amount, now=NOON)
            except Refused:
                pass
        holdings = list(line.holdings.all())
        held, realised, free = state(line)
        assert held == sum(one.held_rupiah for one in holdings)
        assert realised == sum(one.realised_rupiah for one in holdings)
        assert free >= 0
        transaction.set_rollback(True)


def test_budget_lines_come_from_a_file_and_repeated_ones_are_added_up(bring_in):
    batch = bring_in("budget_lines")
    lines = {line.account: line for line in queries.budget_lines(YEAR)}
    assert (batch.created, batch.repeated) == (3, 1)
    assert lines["5.1.02.01.01.0052"].ceiling_rupiah == 65_000_000
    assert lines["5.1.02.01.01.0052"].account_name == "Belanja Makanan dan Minuman Rapat"
    assert lines["5.1.02.01.01.0026"].blocked
    assert BudgetCeiling.objects.count() == 3


def test_a_revised_budget_gives_new_ceilings_and_keeps_the_old(bring_in, tmp_path):
    bring_in("budget_lines")
    path = tmp_path / "apbdp.csv"
    path.write_text(
        "tahun;kode_sub_skpd;kode_sub_giat;kode_akun;nama_dana;nilai_anggaran\n"
        "2026;2.11.0.00.0.00.01.0000;2.11.01.1.06.0009;5.1.02.01.01.0052;PAD;80.000.000\n"
    )
    batch = bring_in("budget_lines", path, version="apbd_p", now=NOON + DAY)
    line = BudgetLine.objects.get(account="5.1.02.01.01.0052")
    assert (batch.restated, line.ceiling_rupiah, line.version) == (1, 80_000_000, "apbd_p")
    ceilings = line.ceilings.order_by("recorded_at").values_list("version", "ceiling_rupiah", "superseded_at")
    assert list(ceilings) == [("apbd", 65_000_000, NOON + DAY), ("apbd_p", 80_000_000, None)]


def test_a_ceiling_below_what_is_held_refuses_the_whole_file(bring_in, tmp_path):
    bring_in("budget_lines")
    line = BudgetLine.objects.get(account="5.1.02.01.01.0052")
    hold(line, 60_000_000)
    path = tmp_path / "cut.csv"
    path.write_text(
        "tahun;kode_sub_skpd;kode_sub_giat;kode_akun;nama_dana;nilai_anggaran\n"
        "2026;2.11.0.00.0.00.01.0000;2.11.01.1.06.0009;5.1.02.01.01.0052;PAD;59.000.000\n"
        "2026;2.11.0.00.0.00.01.0000;2.11.01.1.06.0009;5.1.02.01.01.0099;PAD;1\n"
    )
    with pytest.raises(CeilingTooLow):
        bring_in("budget_lines", path, now=NOON + DAY)
    line.refresh_from_db()
    assert (line.ceiling_rupiah, BudgetLine.objects.count()) == (65_000_000, 3)
