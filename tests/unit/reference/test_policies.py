from datetime import date

import pytest

from tumbuh.kernel.policy import NoRuleInForce
from tumbuh.reference import policies
from tumbuh.reference.policies import BadPolicyFile, UnknownPolicy, policy, read_folder, read_policy

GOOD = """
title = "Contoh"

[[limit]]
value = 10
unit = "rupiah"
valid_from = 2020-01-01
valid_to = 2020-12-31
source = "UU A"
certainty = "found"

[[limit]]
value = [1, 2]
unit = "rupiah"
valid_from = 2021-01-01
source = "UU B"
certainty = "known"
"""


@pytest.fixture
def written(tmp_path):
    def write(text):
        path = tmp_path / "contoh.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_the_classes_of_pp_7_2021_are_the_law_since_2_february_2021():
    capital = policy("umkm_class", "capital_limits", on=date(2021, 2, 2))
    sales = policy("umkm_class", "sales_limits", on=date.max)
    assert capital.value == (1_000_000_000, 5_000_000_000, 10_000_000_000)
    assert sales.value == (2_000_000_000, 15_000_000_000, 50_000_000_000)
    assert policy("umkm_class", "existing_until", on=date(2024, 1, 1)).value == date(2021, 2, 2)
    assert (capital.name, capital.unit, capital.source) == ("umkm_class.capital_limits", "rupiah", "PP 7/2021 art. 35")
    with pytest.raises(NoRuleInForce):
        policy("umkm_class", "capital_limits", on=date(2021, 2, 1))


def test_a_sellers_own_word_does_not_make_a_sale_domestic():
    assert policy("domestic_sales", "threshold_level", on=date.max).value == 2
    assert policy("domestic_sales", "threshold_level", on=date(2018, 1, 1)).value == 2


def test_every_policy_of_the_repository_can_be_read():
    everything = policies.all_rules()
    assert set(everything) == {path.stem for path in policies.FOLDER.glob("*.toml")} >= {"umkm_class", "domestic_sales"}
    for name, keys in everything.items():
        for key, rules in keys.items():
            assert all(rule.name == f"{name}.{key}" and rule.source for rule in rules)


def test_unknown_names_are_refused_with_those_that_exist():
    with pytest.raises(UnknownPolicy) as refused:
        policy("umkm_klass", "capital_limits", on=date(2024, 1, 1))
    assert "umkm_class" in refused.value.message
    with pytest.raises(UnknownPolicy) as refused:
        policy("umkm_class", "limits", on=date(2024, 1, 1))
    assert "capital_limits" in refused.value.message


def test_the_rules_of_a_key_come_earliest_first_and_lists_cannot_be_changed(written):
    rules = read_policy(written(GOOD))["limit"]
    assert [(rule.value, rule.valid_from, rule.valid_to, rule.certainty) for rule in rules] == [
        (10, date(2020, 1, 1), date(2020, 12, 31), "found"),
        ((1, 2), date(2021, 1, 1), None, "known"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('source = "UU A"\n', "", "kurang source"),
        ('source = "UU A"', 'source = " "', "teks yang terisi"),
        ('certainty = "found"', 'certainty = "sure"', "found atau known"),
        ("valid_from = 2020-01-01", 'valid_from = "2020-01-01"', "harus tanggal"),
        ("valid_from = 2020-01-01", "valid_from = 2020-01-01T00:00:00", "harus tanggal"),
        ("valid_to = 2020-12-31", "valid_to = 2019-12-31", "lebih awal"),
        ("valid_to = 2020-12-31", "valid_to = 2021-01-01", "dua aturan berlaku sekaligus pada 2021-01-01"),
        ("valid_to = 2020-12-31\n", "", "dua aturan berlaku sekaligus"),
        ("value = 10", "value = 10\nnote = 1", "tidak mengenal note"),
        ("[[limit]]", "[limit]", "bukan TOML"),
        ('title = "Contoh"', 'title = "Contoh', "bukan TOML"),
        ('title = "Contoh"', "title = 1", "harus teks"),
        ('title = "Contoh"', 'loose = "x"', "harus ditulis sebagai [[loose]]"),
    ],
)
def test_a_malformed_file_is_refused_by_name_and_reason(written, old, new, told):
    path = written(GOOD.replace(old, new, 1))
    with pytest.raises(BadPolicyFile) as refused:
        read_policy(path)
    assert refused.value.message.startswith("policies/contoh.toml")
    assert told in refused.value.message


def test_a_rule_may_hold_for_one_day(written):
    rules = read_policy(written(GOOD.replace("valid_to = 2020-12-31", "valid_to = 2020-01-01")))["limit"]
    assert (rules[0].valid_from, rules[0].valid_to) == (date(2020, 1, 1), date(2020, 1, 1))


def test_an_empty_file_says_nothing_and_is_refused(written):
    with pytest.raises(BadPolicyFile):
        read_policy(written('title = "Contoh"\n'))


def test_a_folder_is_read_by_file_name(written, tmp_path):
    written(GOOD)
    assert list(read_folder(tmp_path)) == ["contoh"]
