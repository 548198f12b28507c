"""Everyday phrases lead to what texts call the same."""

import pytest

from bti_portal import norsk


def meant(text: str, synonyms=()) -> list[str]:
    return [group.key for group in norsk.expand(text, synonyms)]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("vil ikkje på skulen", "school-absence"),
        ("vil ikke gå på skolen", "school-absence"),
        ("gidd ikkje skulen", "school-absence"),
        ("på skolen vil han ikke lenger", "school-absence"),
        ("barnet vårt vil absolutt ikke dra på skolen", "school-absence"),
        ("kommer seg ikke opp om morgenen", "school-absence"),
        ("kjem seg ikkje opp om morgonen", "school-absence"),
        ("æ vil itj på skola", "school-absence"),
        ("refuses to go to school", "school-absence"),
        ("orkar ikkje meir", "suicide"),
        ("vil ikke leve", "suicide"),
        ("kuttar seg", "self-harm"),
        ("mamma drikk", "parent-drinks"),
        ("pappa drikker for mye", "parent-drinks"),
        ("pappa slår", "violence-at-home"),
        ("tør ikkje gå heim", "violence-at-home"),
        ("ingen å vere med", "lonely"),
        ("hakke noen å være med", "lonely"),
        ("får ikke sove", "sleep"),
        ("har ikkje råd til mat", "money"),
        ("har ikke råd til fotball", "leisure-money"),
        ("keiar meg", "leisure"),
        ("pregnant", "pregnant"),
        ("anxiety", "anxiety"),
        ("ppt", "ppt"),
        ("bup", "mental-specialist"),
        ("habu", "children-habilitation"),
    ],
)
def test_what_is_said_leads_to_what_is_meant(text, key):
    assert meant(text)[0] == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("vil på skulen", "school-absence"),
        ("skule", "school-absence"),
        ("virus", "youth-drugs"),
        ("far", "violence-at-home"),
        ("mat", "maths"),
        ("liker å drikke saft", "parent-drinks"),
    ],
)
def test_what_is_not_said_is_not_meant(text, key):
    assert key not in meant(text)


@pytest.mark.parametrize(
    ("nynorsk", "bokmal"),
    [
        ("mannen min slår meg", "mannen min slår meg"),
        ("ho et ikkje", "hun spiser ikke"),
        ("har ikkje pengar", "har ikke penger"),
        ("skal skiljast", "skal skilles"),
        ("græt heile tida", "gråter hele tiden"),
        ("sjuk mamma", "syk mamma"),
    ],
)
def test_both_forms_of_norwegian_mean_the_same(nynorsk, bokmal):
    assert meant(nynorsk) == meant(bokmal) != []


def test_words_far_from_each_other_are_no_phrase():
    between = "og han har mange gode venner i gata der de bor og"
    assert "school-absence" not in meant(f"vil ikke {between} skolen")


def test_the_phrase_that_explains_most_comes_first():
    first, *others = norsk.expand("redd for å gå hjem fordi pappa drikker")
    assert first.share == 1
    assert all(group.share <= 1 for group in others)


def test_words_that_mean_the_same_at_a_site_lead_to_each_other():
    synonyms = (("Huset", "ungdomsklubben"),)
    (found,) = [g for g in norsk.expand("huset", synonyms) if g.key.startswith("synonym")]
    assert found.means == (norsk.token("ungdomsklubb"),)
    assert not [g for g in norsk.expand("huset") if g.key.startswith("synonym")]


@pytest.mark.parametrize("text", ["", "  ", "!?", "😀", "\x00", "ikke", "123"])
def test_a_text_that_says_nothing_means_nothing(text):
    assert meant(text) == []
