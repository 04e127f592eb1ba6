import pytest

from tumbuh.kernel.identifiers import kbli as identifier
from tumbuh.kernel.identifiers.kbli import Kbli
from tumbuh.reference import kbli
from tumbuh.reference.kbli import Relation, UnknownSuccessor, category, is_manufacturing, name, successors


@pytest.mark.parametrize(
    ("code", "in_2020", "in_2025"),
    [
        ("01131", "A", "A"),
        ("10794", "C", "C"),
        ("33200", "C", "C"),
        ("45101", "G", ""),  # ISIC 5 moved the trade in cars into 46 and 47
        ("47711", "G", "G"),
        ("56102", "I", "I"),
        ("58110", "J", "J"),
        ("62010", "J", "K"),
        ("84111", "O", "P"),
        ("99000", "U", "V"),
        ("34000", "", ""),
    ],
)
def test_the_category_depends_on_the_version(code, in_2020, in_2025):
    assert (category(Kbli("2020", code)), category(Kbli("2025", code))) == (in_2020, in_2025)


def test_there_are_21_categories_in_2020_and_22_in_2025():
    letters = {
        version: {category(Kbli(version, f"{division:02}000")) for division in range(1, 100)} - {""}
        for version in ("2020", "2025")
    }
    assert letters == {"2020": set("ABCDEFGHIJKLMNOPQRSTU"), "2025": set("ABCDEFGHIJKLMNOPQRSTUV")}


@pytest.mark.parametrize(
    ("code", "makes"),
    [
        ("10101", True),
        ("33909", True),
        ("09900", False),
        ("35101", False),
        ("56102", False),
        ("", False),
        ("1079", False),
    ],
)
def test_divisions_10_to_33_make_things(code, makes):
    assert is_manufacturing(code) is makes
    assert is_manufacturing(code, version="2025") is makes


def test_a_common_code_has_a_name_and_others_none():
    assert name(Kbli("2020", "56102")) == "Rumah/Warung Makan"
    assert name(Kbli("2020", "99999")) == ""
    assert name(Kbli("2025", "56102")) == ""  # the same digits of another version are not the same code


def test_every_code_of_the_data_is_a_code_of_its_version():
    for code in kbli._names():
        assert category(identifier.parse(code)) != ""
    for code, found in kbli._successors().items():
        assert kbli._names()[code]
        for successor in found:
            assert (successor.code is None) == (successor.relation is Relation.ENDED)
            if successor.code:
                assert (successor.code.code == code) == (successor.relation is not Relation.MOVED)
                assert is_manufacturing(successor.code.code, version="2025") == is_manufacturing(code)


@pytest.mark.parametrize(
    ("code", "relation", "after"),
    [
        ("10794", Relation.SAME, "10794"),
        ("10391", Relation.MOVED, "10307"),
        ("14111", Relation.WIDENED, "14111"),
        ("47911", Relation.ENDED, None),
    ],
)
def test_what_became_of_a_code_in_2025(code, relation, after):
    (found,) = successors(Kbli("2020", code))
    assert (found.relation, found.code) == (relation, Kbli("2025", after) if after else None)


def test_what_no_source_says_is_refused_rather_than_guessed():
    with pytest.raises(UnknownSuccessor) as refused:
        successors(Kbli("2020", "56103"))
    assert "56103" in refused.value.message
    with pytest.raises(ValueError, match="2020"):
        successors(Kbli("2025", "10794"))
