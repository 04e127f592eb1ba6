import pytest

from tumbuh.coaching.rules.kinds import UnknownService, service_of


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Pelatihan", "training"), ("P2 Pelatihan", "training"), ("P3 - Pelatihan", "training"),
        ("P2: Pendampingan", "mentoring"), ("p4", "licensing"), ("PELAPORAN KEUANGAN", "reporting"),
        ("P7 Permodalan", "capital"),
    ],
)  # fmt: skip
def test_the_name_counts_and_not_the_number(text: str, kind: str) -> None:
    assert service_of(text) == kind


@pytest.mark.parametrize("text", ["P2", "p3", "", "P8", "Rapat", "P2 Rapat"])
def test_what_may_be_two_services_or_none_is_refused(text: str) -> None:
    with pytest.raises(UnknownService):
        service_of(text)
