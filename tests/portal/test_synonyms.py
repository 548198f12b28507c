"""Words that mean the same at a municipality: kept in the admin, and found by each other."""

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from bti_portal.finding.asking import ask
from bti_portal.finding.keeping import index_of
from bti_portal.registers.models import Synonym
from bti_portal.registers.synonyms import synonyms_of
from tests.factories import ServiceFactory
from tests.portal.editor_forms import send

pytestmark = pytest.mark.django_db


def url(name: str, *args: object) -> str:
    return reverse(Synonym.snippet_viewset.get_url_name(name), args=args)


@pytest.fixture
def coordinator(neighbours: SimpleNamespace) -> Client:
    """Of a municipality in a world where nobody has written such words yet."""
    Synonym.objects.all().delete()
    return neighbours.austby.log_in()


def found(neighbours: SimpleNamespace, words: str) -> list[str]:
    site = neighbours.austby.site.pk
    return [
        hit.name for hit in ask(index_of(site, "nn"), words, synonyms_of(site)).answer.cut(0, 5)
    ]


def test_a_coordinator_adds_words_and_readers_find_by_them(
    coordinator: Client, neighbours: SimpleNamespace
) -> None:
    site = neighbours.austby.site
    ServiceFactory(site=site, name_nn="Ungdomsklubben", name_nb="Ungdomsklubben")
    assert "Ungdomsklubben" not in found(neighbours, "Kråkereiret")
    send(coordinator, url("add"), words="Kråkereiret, ungdomsklubb", site=str(site.pk))
    assert Synonym.objects.get().site == site
    assert found(neighbours, "kråkereiret")[0] == "Ungdomsklubben"


@pytest.mark.parametrize("words", ["Huset", "Huset, huset", "Huset,  , "])
def test_one_word_alone_is_refused_with_a_reason(
    coordinator: Client, neighbours: SimpleNamespace, words: str
) -> None:
    answer = send(coordinator, url("add"), words=words, site=str(neighbours.austby.site.pk))
    assert answer.status_code == 200
    assert "komma" in answer.content.decode() or "comma" in answer.content.decode()
    assert not Synonym.objects.exists()


def test_a_neighbours_words_are_hers_alone(
    coordinator: Client, neighbours: SimpleNamespace
) -> None:
    row = Synonym.objects.create(site=neighbours.fjordvik.site, words="Reiret, klubben")
    assert coordinator.get(url("edit", row.pk)).status_code == 404
    assert "Reiret" not in coordinator.get(url("list")).content.decode()
    assert synonyms_of(neighbours.austby.site.pk) == ()


def test_words_without_a_site_hold_for_all(
    coordinator: Client, neighbours: SimpleNamespace
) -> None:
    Synonym.objects.create(site=None, words="klubben, fritidsklubb")
    for site in (neighbours.austby.site, neighbours.fjordvik.site):
        assert synonyms_of(site.pk) == (("klubben", "fritidsklubb"),)
