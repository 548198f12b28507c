"""Finding references to law in running text."""

import pytest

from bti_portal.registers.law_mentions import act_key, mentions, paragraph_key


def found(text: str) -> list[tuple[str, str]]:
    """What is found, with the act that stands together with it."""
    return [(mention.words, mention.act) for mention in mentions(text)]


@pytest.mark.parametrize(
    ("text", "words", "paragraphs"),
    [
        ("Sjå § 15-3 om meldeplikt.", "§ 15-3", ("15-3",)),
        ("Saka gjeld § 9A.", "§ 9A", ("9a",)),
        ("Etter § 9 A-4 skal skulen", "§ 9 A-4", ("9a-4",)),
        ("Sjå §4A-14.", "§4A-14", ("4a-14",)),
        ("Etter §\u00a07-2 a har familien", "§\u00a07-2 a", ("7-2a",)),
        ("Etter paragraf 13 har du teieplikt", "paragraf 13", ("13",)),
        ("Paragraf 13 seier", "Paragraf 13", ("13",)),
        ("Etter §§ 41–43 skal", "§§ 41–43", ("41", "42", "43")),
        ("Etter §§ 41-43 skal", "§§ 41-43", ("41", "42", "43")),
        ("paragrafane 41 og 43 seier", "paragrafane 41 og 43", ("41", "43")),
        ("§§ 13-2, 15-8 og 3-1", "§§ 13-2, 15-8 og 3-1", ("13-2", "15-8", "3-1")),
        ("§§ 12-8 til 12-10", "§§ 12-8 til 12-10", ("12-8", "12-9", "12-10")),
        ("Skrive med strek: § 13–2.", "§ 13–2", ("13-2",)),
        ("§§ 13 til 13 f", "§§ 13 til 13 f", ("13", "13f")),
    ],
)
def test_a_paragraph_is_found_as_it_is_typed(
    text: str, words: str, paragraphs: tuple[str, ...]
) -> None:
    [mention] = mentions(text)
    assert (mention.words, mention.paragraphs) == (words, paragraphs)
    assert text[mention.start : mention.end] == words


@pytest.mark.parametrize(
    "text",
    [
        "Barnevernslova seier når du skal melde frå.",
        "Ring 116 111. Møtet varer 1-2 timar.",
        "Nivå 2 og steg 2-3 heng saman.",
        "Paragrafar er tunge å lese.",
        "",
    ],
)
def test_what_is_no_paragraph_is_left_alone(text: str) -> None:
    assert mentions(text) == []


def test_a_word_after_the_number_is_no_part_of_it() -> None:
    assert found("Etter § 13 i møtet, § 10 a du kan bruke")[0][0] == "§ 13"


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("opplæringslova § 9A", "opplæringslova"),
        ("Barnehageloven § 22 gjeld", "Barnehageloven"),
        ("barneloven § 4-2", "barneloven"),
        ("§ 13 i forvaltningslova", "forvaltningslova"),
        ("§ 9 A-4 i den gamle opplæringslova", "opplæringslova"),
        ("§ 13 første ledd nr. 2 i forvaltningsloven", "forvaltningsloven"),
        ("barnevernsloven av 2021 § 13-2", "barnevernsloven"),
        ("opplæringslova kapittel 9A, § 9A-4", "opplæringslova"),
        ("Opplæringslova (§ 12-4)", "Opplæringslova"),
        ("helse- og omsorgstjenesteloven § 7-2 a", "helse- og omsorgstjenesteloven"),
        ("NAV-loven § 15 a", "NAV-loven"),
        ("Grunnlova § 104", "Grunnlova"),
        ("hol § 7-1", "hol"),
        ("lov om barneverntjenester § 4-4", "lov om barneverntjenester"),
        (
            "lov av 17. juli 1998 nr. 61 om grunnskolen (opplæringslova) § 9A-2",
            "opplæringslova",
        ),
    ],
)
def test_the_act_that_stands_together_with_it_is_found(text: str, act: str) -> None:
    assert [named for _words, named in found(text)] == [act]


@pytest.mark.parametrize(
    "text",
    [
        "Sjå § 15-3.",
        "§ 13 i lova",
        "i lova § 13",
        "Dette står i opplæringslova. § 12-4 seier meir.",
        "Etter barnevernslova, som gjeld no, skal du òg sjå § 3",
        "§ 13-2 og barnevernslova",
        "Lova om barnevern seier at du skal sjå § 3",
        "Opplæringslova\n§ 12-4",
    ],
)
def test_an_act_that_only_stands_near_is_not_guessed(text: str) -> None:
    assert [named for _words, named in found(text)] == [""]


def test_each_paragraph_has_its_own_act() -> None:
    text = "opplæringslova § 9A og barnehageloven § 22, jf. § 13-2 i barnevernslova"
    assert [act for _words, act in found(text)] == [
        "opplæringslova",
        "barnehageloven",
        "barnevernslova",
    ]
    assert [act for _words, act in found("§ 13-2 forvaltningsloven § 13")] == [
        "",
        "forvaltningsloven",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Barnevernslova § 13-2 og § 15-8",
        "barnevernslova § 13-2, § 15-8",
        "§ 13-2 og § 15-8 i barnevernslova",
        "barnevernslova § 13-2/§ 15-8",
        "barnevernslova § 13-2 første ledd og § 15-8",
    ],
)
def test_paragraphs_joined_by_a_word_share_their_act(text: str) -> None:
    assert {act.lower() for _words, act in found(text)} == {"barnevernslova"}


def test_both_forms_and_their_inflections_have_one_key() -> None:
    same = ["Barnevernslova", "barnevernsloven", "Barnevernslovens", "bvl.", "barnevernslovi"]
    assert {act_key(act) for act in same} == {"barnevernslov"}
    assert act_key("Barneloven") != act_key("barnevernsloven")
    assert act_key("Forskrifta  om rammeplan") == act_key("forskrift om rammeplan")


def test_a_paragraph_has_one_key_however_it_is_typed() -> None:
    assert {paragraph_key(words) for words in ("§ 9 A-4", "§9a‑4", "paragraf 9A–4")} == {"9a-4"}


def test_a_long_text_without_end_is_read_in_little_time() -> None:
    text = "helse- og omsorgs-" * 20_000 + " § 3"
    assert len(mentions(text)) == 1
