from tumbuh.coaching.rules.sketch import LEAST_BITS, digest_of, filter_of, probes

KEY = b"k" * 32
IN = [digest_of(KEY, "phone", f"+62812{number:07d}") for number in range(2_000)]
OUT = [digest_of(KEY, "phone", f"+62899{number:07d}") for number in range(20_000)]


def test_everybody_who_is_in_is_found() -> None:
    made = filter_of(IN)
    assert all(made.may_hold(one) for one in IN)


def test_few_strangers_are_taken_for_registered() -> None:
    made = filter_of(IN)
    assert sum(made.may_hold(one) for one in OUT) == 17  # of 20,000; the theory says 14


def test_another_key_finds_nobody_by_more_than_chance() -> None:
    made = filter_of(IN)
    assert sum(made.may_hold(digest_of(b"x" * 32, "phone", f"+62812{n:07d}")) for n in range(2_000)) <= 5


def test_a_small_district_does_not_show_how_small_it_is() -> None:
    assert {filter_of(IN[:n]).size for n in (0, 1, 20, 64)} == {LEAST_BITS}


def test_the_page_must_find_the_same_places() -> None:  # field/sketch.js computes them again
    assert digest_of(b"\0" * 32, "nik", "3175010101900001").hex()[:16] == "5a02ade0a99f92cf"
    assert probes(bytes(range(32)), 1_000) == [51, 87, 123, 159, 195, 231, 267]
