"""Words of the other form of Norwegian: what is found, and what is left in peace."""

import pytest

from bti_portal.norsk.other_form import choices, slips


def found(text: str, form: str, accepted: tuple[str, ...] = ()) -> dict[str, str]:
    return {slip.word: "/".join(slip.suggestions) for slip in slips(text, form, accepted)}


@pytest.mark.parametrize(
    ("text", "word", "instead"),
    [
        ("Du må ikke vente.", "ikke", "ikkje"),
        ("Hva gjør du no?", "Hva", "Kva"),
        ("Ring når noen er i fare.", "noen", "nokon/nokre"),
        ("Vi snakker med barnet.", "snakker", "snakkar"),
        ("Det har en god verknad.", "en", "ein"),
        ("Ei alvorlig hending.", "alvorlig", "alvorleg"),
        ("Har barnet mulighet til det?", "mulighet", "høve/moglegheit"),
        ("Det krev tålmodighet.", "tålmodighet", "tålmodigheit"),
        ("Ledelsen må følgje opp.", "Ledelsen", "Leiinga"),
        ("Barnet har spiseforstyrrelser.", "spiseforstyrrelser", "spiseforstyrringar"),
        ("Helsetjenesten hjelper.", "Helsetjenesten", "Helsetenesta"),
        ("Lærerne møtest i dag.", "Lærerne", "Lærarane"),
        ("Kontaktlæreren ringjer.", "Kontaktlæreren", "Kontaktlæraren"),
        ("Skriv ned tiltakene.", "tiltakene", "tiltaka"),
        ("Hugs meldeplikten.", "meldeplikten", "meldeplikta"),
        ("Alle avdelinger er med.", "avdelinger", "avdelingar"),
        ("Koordinerende eining.", "Koordinerende", ""),
        ("Det er den koordinerende eininga.", "koordinerende", "koordinerande"),
    ],
)
def test_bokmal_in_a_nynorsk_text_is_found_with_what_to_write(text, word, instead):
    assert found(text, "nn").get(word, "") == instead


@pytest.mark.parametrize(
    ("text", "word", "instead"),
    [
        ("Du må ikkje vente.", "ikkje", "ikke"),
        ("Eg ringer deg.", "Eg", "Jeg"),
        ("Har nokre sett det?", "nokre", "noen"),
        ("En alvorleg hendelse.", "alvorleg", "alvorlig"),
        ("Alle tenestene er med.", "tenestene", "tjenestene"),
        ("Ring helsetenesta.", "helsetenesta", "helsetjenesten"),
        ("Alle lærarane er med.", "lærarane", "lærerne"),
        ("Vi snakkar om det.", "snakkar", "snakker"),
        ("Det er en moglegheit.", "moglegheit", "mulighet"),
        ("Barneskulen er stengt.", "", ""),
        ("Den barneskulen er stengt.", "barneskulen", "barneskolen"),
        ("De er samarbeidande parter.", "samarbeidande", "samarbeidende"),
    ],
)
def test_nynorsk_in_a_bokmal_text_is_found_with_what_to_write(text, word, instead):
    assert found(text, "nb").get(word, "") == instead


@pytest.mark.parametrize("form", ["nn", "nb"])
@pytest.mark.parametrize(
    "text",
    [
        "Barnehagen og foreldra samarbeider. Barna er ute.",
        "Fastlegen, tannlegen og helsestasjonen.",
        "Det er frivillig og billig.",
        "Ring Hvaler kommune, eller spør på Skoleveien 3.",
        "Les «Hva gjør jeg hvis» eller les https://www.example.no/ikke/ikkje.",
        "Skriv til hjelp.ikkje@kommune.no om BUP, PPT og NAV.",
        "Stjerner og hjerner.",
        "Vedtak etter § 13-2 bokstav a.",
    ],
)
def test_what_is_right_in_both_and_what_is_nobodys_words_is_left_in_peace(form, text):
    assert found(text, form) == {}


def test_an_accepted_word_or_name_is_left_in_peace():
    assert found("Foreninga Ikke uroa møtest.", "nn") == {}
    text = "foreninga ikke uroa møtest, men ikke i dag"
    assert len(list(slips(text, "nn", ["ikke uroa"]))) == 1
    assert list(slips(text, "nn", ["ikke"])) == []


def test_a_word_keeps_its_capital_and_its_place():
    (slip,) = slips("Ver god. Hvordan går det?", "nn")
    assert (slip.start, slip.word, slip.suggestions) == (9, "Hvordan", ("Korleis",))


@pytest.mark.parametrize("form", ["nn", "nb"])
def test_both_of_a_pair_are_right_in_the_form(form):
    for word in choices(form):
        assert found(f"og {word} der", form) == {}, word
