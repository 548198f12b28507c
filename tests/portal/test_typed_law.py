"""The stale-law radar: paragraphs typed into texts, instead of cited from the register."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from bti_portal.registers.models import LegalReference
from tests.factories import (
    GuidePageFactory,
    LegalReferenceFactory,
    LevelPageFactory,
    ModelElementFactory,
    ServiceFactory,
    StepPageFactory,
    home_of,
    make_site,
)
from tests.portal.law_texts import DAY, TODAY, article, desk_of, old_and_new, radar
from tests.reading import Element

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> Site:
    return make_site("nyvik.example", ("nn", "nb"))


@pytest.fixture
def desk(site: Site) -> Client:
    return desk_of(site)


def typed(main: Element) -> list[tuple[str, str]]:
    """Each typed reference, with what is said of it."""
    found = main.all("li", css="bti-finding")
    return [(item.one("mark").text, item.all("p")[1].text) for item in found]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Plikta står i § 15-3.", "§ 15-3"),
        ("Eleven har rett etter § 9A.", "§ 9A"),
        ("Sjå §§ 41–43.", "§§ 41–43"),
        ("Etter paragraf 13 har du teieplikt.", "paragraf 13"),
    ],
)
def test_a_paragraph_alone_asks_for_its_act(
    desk: Client, site: Site, text: str, words: str
) -> None:
    old_and_new()
    page = article(site, text)
    main = radar(desk, site)
    assert typed(main) == [(words, "Hvilken lov?")]
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert main.links()[page.title] == edit


@pytest.mark.parametrize(
    ("text", "words", "act"),
    [
        ("barnehageloven § 22", "§ 22", "barnehageloven"),
        ("barneloven § 4-2", "§ 4-2", "barneloven"),
        ("opplæringslova § 15-8/§ 4A-14", "§ 15-8", "opplæringslova"),
    ],
)
def test_with_its_act_it_is_looked_up_in_the_register(
    desk: Client, site: Site, text: str, words: str, act: str
) -> None:
    article(site, f"Etter {text} gjeld det.", "nb")
    said = f"Registeret har ikke denne paragrafen i {act}. Kontroller den."
    assert (words, said) in typed(radar(desk, site))


def test_a_stale_paragraph_gets_its_confirmed_replacement(desk: Client, site: Site) -> None:
    old_and_new()
    article(site, "Etter § 9 A i opplæringsloven har eleven rett.", "nb")
    [(words, said)] = typed(radar(desk, site))
    assert words == "§ 9 A"
    assert "Gjelder ikke lenger" in said
    assert "Bytt ut med Opplæringslova § 12-4" in said


def test_a_replacement_nobody_has_checked_is_not_proposed(desk: Client, site: Site) -> None:
    law = old_and_new()
    LegalReference.objects.filter(pk=law.replaced_by_id).update(checked_on=None)
    article(site, "Etter opplæringslova § 9A har eleven rett.")
    [(_words, said)] = typed(radar(desk, site))
    assert "Gjelder ikke lenger" in said
    assert "§ 12-4" not in said


def test_the_row_that_holds_wins_over_an_old_one_of_the_same_number(
    desk: Client, site: Site
) -> None:
    same = {"act_nb": "Opplæringslova", "act_nn": "Opplæringslova", "paragraph": "§ 12-4"}
    LegalReferenceFactory(**same)
    LegalReferenceFactory(**same, in_force_to=TODAY - DAY)
    article(site, "opplæringslova § 12-4")
    [(_words, said)] = typed(radar(desk, site))
    assert "Kontrollert 1. oktober 2026" in said


def test_every_kind_of_text_in_both_forms_is_read(desk: Client, site: Site) -> None:
    level = LevelPageFactory(
        parent=GuidePageFactory(parent=home_of(site)), advice="<p>Sjå § 1.</p>"
    )
    variant = {"type": "variant", "value": {"what": "<p>Sjå § 2.</p>"}}
    StepPageFactory(
        parent=level, variants=[variant], documentation="Sjå § 3.", for_youth="<p>Sjå § 4.</p>"
    )
    article(site, "Se § 5.", "nb", lead="Se § 6.")
    ServiceFactory(site=site, description_nn="<p>Sjå § 7.</p>", summary_nb="Se § 8.")
    ModelElementFactory(site=site, routine_nn="Sjå § 9.")
    found = {words for words, _said in typed(radar(desk, site))}
    assert found == {f"§ {number}" for number in range(1, 10)}


def test_what_is_most_urgent_comes_first(desk: Client, site: Site) -> None:
    old_and_new()
    article(site, "opplæringslova § 12-4. Og § 7. Og opplæringslova § 9A. Og barneloven § 4-2.")
    order = [words for words, _said in typed(radar(desk, site))]
    assert order == ["§ 9A", "§ 7", "§ 4-2", "§ 12-4"]


def test_very_many_are_shown_page_by_page(desk: Client, site: Site) -> None:
    article(site, " ".join(f"Sjå § {number}." for number in range(1, 121)))
    first = radar(desk, site)
    assert "120 paragrafer skrevet i tekster" in first.text
    assert len(typed(first)) == 50
    assert len(typed(radar(desk, site, "?p=3"))) == 20
    assert len(typed(radar(desk, site, "?p=tull"))) == 50
