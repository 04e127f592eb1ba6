"""The planned coaching: one count of people, lists that are longer, and courses with known effects."""

import math
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from tumbuh.demo.city import City
from tumbuh.demo.coaching import plan
from tumbuh.demo.coaching_courses import COACHED, course_days
from tumbuh.demo.coaching_files import agency_list, attendance_list
from tumbuh.demo.coaching_online import TRUE_LIFT
from tumbuh.demo.coaching_truth import effect_percent, truth
from tumbuh.demo.orders import orders_of


def planned(city: City) -> tuple:
    today = city.now.date()
    return plan(city.register, online=city.online, scale=city.scale, today=today, chance=city.chance), today


def test_people_are_the_city_s_share_and_the_lists_are_longer(small_city: City) -> None:
    made, today = planned(small_city)
    told: Any = truth(made, today)
    assert len({one.key for one in made.coached}) == told["coached"] == round(COACHED * small_city.scale)
    assert told["raw_list"] == sum(told["lists"].values()) > told["coached"]
    assert told["effect_percent_on_income"] == {"Naik Kelas Pangan Olahan": 35.0, "Tertib Pembukuan": 0.0}
    assert told["effect_percent_on_sales"] == {"Jualan Daring": 25.0, "Foto Produk": 0.0}


def test_whoever_is_compared_with_is_on_no_list(small_city: City) -> None:
    made, _today = planned(small_city)
    coached = {one.key for one in made.coached}
    taught = {one.key for course in made.courses for one in course.people}
    asked = {report.who.key for report in made.reports}
    assert taught <= coached
    compared = asked - taught
    assert len(compared) >= 30
    assert not compared & coached
    owners = dict(small_city.register.select("nib", "owner").iter_rows())
    assert not {owners[nib] for nib in small_city.online.others} & coached


def test_the_reports_hold_the_planted_effect(small_city: City) -> None:
    made, today = planned(small_city)
    ends_on = course_days(today)[-1]
    for course in made.courses:
        if course.true_effect is None:
            continue
        people = {one.key for one in course.people}
        reports = [one for one in made.reports if one.who.key in people]
        logs = {
            after: sum(math.log(one.income_rupiah) for one in reports if (one.month > ends_on) is after)
            for after in (False, True)
        }
        change = (logs[True] - logs[False]) / (len(reports) / 2)
        assert abs(effect_percent(change) - effect_percent(course.true_effect)) < 0.5


def test_the_course_that_helps_brings_a_quarter_more_orders_from_its_last_day_on(small_city: City) -> None:
    stall = next(one for one in small_city.stalls if one.seller.nib in small_city.online.helped)
    assert stall is small_city.stalls[0]  # whose owner tries the demo
    values: dict[str, Any] = {"start": small_city.start, "until": small_city.now.date(), "chance": small_city.chance}
    idle = orders_of(replace(stall, lift=1.0), **values)
    lifted = orders_of(stall, **values)

    def orders(frame, after: bool) -> int:
        days = frame.select("order", day=frame["ordered_at"].dt.date()).unique("order")
        return days.filter((days["day"] > stall.lifted_after) == after).height

    assert orders(lifted, after=False) == orders(idle, after=False)
    assert abs(orders(lifted, after=True) / orders(idle, after=True) - TRUE_LIFT) < 0.03
    assert stall.lifted_after < small_city.now.date() - timedelta(days=120)
    others = [one for one in small_city.stalls if one.lift == 1.0]
    assert len(others) > len(small_city.stalls) / 2
    assert {one.lifted_after for one in others} == {date.max}


def test_each_agency_s_list_has_heads_and_words_of_its_own(small_city: City) -> None:
    made, _today = planned(small_city)
    names, texts = zip(*(agency_list(office, made.lines) for office in range(6)), strict=True)
    assert len({name.split(".")[0] for name in names}) == 6
    assert texts[1].startswith(b"PK")  # a workbook
    heads = {text.split(b"\r\n")[0] for at, text in enumerate(texts) if at != 1}
    assert len(heads) == 5
    assert texts[0].count(b",P2\r\n") == 1
    sheet = attendance_list("x.csv", made.mentored[:2], absent=made.mentored[2:3])
    assert (sheet.count(b",Hadir"), sheet.count(b"Tidak hadir")) == (2, 1)
