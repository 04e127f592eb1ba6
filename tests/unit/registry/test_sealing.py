import pytest
from cryptography.fernet import Fernet

from tumbuh.registry.sealing import Sealer

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()
NIK = "3171014405800001"


def test_a_sealed_id_opens_again_and_never_looks_the_same_twice():
    sealer = Sealer(OLD)
    one, other = sealer.seal(NIK), sealer.seal(NIK)
    assert one != other
    assert sealer.open(one) == sealer.open(other) == NIK
    assert NIK not in one


def test_the_hash_is_stable_differs_by_key_and_by_kind_and_hides_the_id():
    sealer = Sealer(OLD)
    assert sealer.digest("nik", NIK) == Sealer(OLD).digest("nik", NIK)
    assert len({sealer.digest("nik", NIK), sealer.digest("npwp", NIK), Sealer(NEW).digest("nik", NIK)}) == 3
    assert len(sealer.digest("nik", NIK)) == 64


def test_an_older_key_still_opens_but_the_first_one_seals():
    both = Sealer(f"{NEW}, {OLD}")
    assert both.open(Sealer(OLD).seal(NIK)) == NIK
    assert Sealer(NEW).open(both.seal(NIK)) == NIK
    assert both.tag == Sealer(NEW).tag != Sealer(OLD).tag


def test_a_token_of_an_unknown_key_is_not_opened():
    with pytest.raises(ValueError, match="FIELD_KEY"):
        Sealer(NEW).open(Sealer(OLD).seal(NIK))
