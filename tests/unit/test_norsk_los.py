"""The names that Los has for what themes are about."""

from bti_portal.norsk.los import los_labels


def test_a_concept_has_names_in_both_forms_and_hidden_ones():
    found = los_labels("https://psi.norge.no/los/ord/skolehelsetjeneste")
    assert (found.nn, found.nb) == ("Skulehelseteneste", "Skolehelsetjeneste")
    assert "Helsesøster" in found.hidden_nb
    assert "Helsesøster" in str(found)


def test_the_end_of_the_address_is_enough():
    assert los_labels("tema/barnehage") == los_labels("https://psi.norge.no/los/tema/barnehage")


def test_an_unknown_concept_has_no_names():
    assert str(los_labels("https://psi.norge.no/los/tema/finst-ikkje")) == ""
    assert str(los_labels("")) == ""
