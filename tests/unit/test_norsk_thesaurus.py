"""Everyday phrases lead to what texts call the same."""

import pytest

from bti_portal import norsk
from bti_portal.norsk import thesaurus


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


def test_words_of_a_theme_hint_at_it_where_no_phrase_fits():
    hinted = norsk.expand("tapte kortet og vipps på moped")
    assert [group.key for group in hinted][:1] == ["crime"]


@pytest.mark.parametrize("text", ["romskip til månen", "oppskrift på kanelsnurrar", "qwerty asdf"])
def test_what_the_thesaurus_knows_nothing_of_hints_at_nothing(text):
    assert meant(text) == []


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("vaksineskepsis", "newborn"),
        ("hjemmefestbråk", "youth-drugs"),
        ("spise forstyrrelse", "eating-disorder"),
    ],
)
def test_a_compound_nobody_knows_is_known_by_its_parts(text, key):
    assert key in meant(text)


def test_whom_it_is_about_leads_to_who_helps_with_most_things_if_nothing_else_is_known():
    (guessed,) = norsk.expand("treåringen")
    assert not guessed.is_sure
    assert guessed.helps[0] == norsk.token("helsestasjon")
    assert all(group.is_sure for group in norsk.expand("treåringen stammer"))


def test_what_children_do_is_less_likely_where_only_grown_ups_are_named():
    assert meant("sambuaren min er sint og kastar ting")[0] == "violence-at-home"
    assert meant("guten er sint og kastar ting")[0] == "anger"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("guten sin skule", "anger"),
        ("noe som passer", "sexual-abuse"),
        ("mens vi ventar", "sexual-health"),
        ("et barn", "eating-disorder"),
        ("skulle vi", "school-absence"),
        ("vil vi", "anger"),
        ("lite språk", "sexual-health"),
    ],
)
def test_a_small_word_is_not_taken_for_one_that_looks_like_it(text, key):
    assert key not in meant(text)


def test_no_phrase_of_one_word_is_a_small_word():
    alone = [
        (phrase.group, word)
        for phrases in thesaurus._own().by_word.values()
        for phrase in phrases
        if len(phrase.slots) == 1
        for word in phrase.slots[0] & thesaurus._small_words()
    ]
    assert alone == []
