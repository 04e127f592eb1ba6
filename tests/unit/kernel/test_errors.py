from tumbuh.kernel.errors import NotAllowed, Refused


def test_a_refusal_carries_its_sentence_and_a_stable_code():
    assert (str(Refused("Isi nama.")), Refused("Isi nama.").message) == ("Isi nama.", "Isi nama.")
    assert (Refused("x").code, Refused("x", code="name_missing").code) == ("refused", "name_missing")
    assert (NotAllowed("x").code, isinstance(NotAllowed("x"), Refused)) == ("not_allowed", True)
