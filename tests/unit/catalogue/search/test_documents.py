from tumbuh.catalogue.search.documents import Document, as_tsvector, terms


def test_a_term_has_the_weight_of_the_strongest_place_it_stands_in() -> None:
    found = terms(Document("Keripik Tempe", kind="Makanan ringan", seller="Dapur Tempe", description="keripik renyah"))
    assert (found["keripik"], found["tempe"], found["dapur"], found["renyah"]) == ("A", "A", "C", "D")
    assert found["@snack"] == "B"


def test_a_title_is_found_by_its_beginning_and_by_two_words_in_order() -> None:
    found = terms(Document("Kotak Nasi Kosong"))
    assert found["^kotak"] == found["kotak_nasi"] == "A"
    assert "nasi_kotak" not in found
    assert "@nasi_kotak" not in found


def test_a_word_is_found_by_its_root_and_quiet_words_are_not() -> None:
    found = terms(Document("Tas Anyaman untuk Rapat"))
    assert found["anyam"] == found["anyaman"] == "A"
    assert "untuk" not in found


def test_a_brand_is_no_concept() -> None:
    assert "@snack" not in terms(Document("Jaket", seller="Keripik Snack"))


def test_terms_are_written_as_postgresql_reads_them() -> None:
    assert as_tsvector({"keripik": "A", "@snack": "B"}) == "'keripik':1A '@snack':1B"
