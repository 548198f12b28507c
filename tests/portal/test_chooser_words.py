"""What one chooses a row or a page with speaks the language of who looks, not of who came first."""

import pytest
from django.urls import reverse
from wagtail.users.models import UserProfile

from handlingsveileder.models import StepPage
from tests.portal.conftest import Neighbour
from tjenesteoversikt.models import Service

pytestmark = pytest.mark.django_db

WORDS = {
    "nn": ("Vel tilbydar", "Vel teneste", 'Vel <span class=\\"w-header__subtitle\\">teneste'),
    "nb": ("Velg tilbyder", "Velg tjeneste", 'Velg <span class=\\"w-header__subtitle\\">tjeneste'),
}


def seen_by(neighbour: Neighbour, language: str) -> str:
    profile = UserProfile.get_for_user(neighbour.coordinator)
    profile.preferred_language = language
    profile.save()
    desk = neighbour.log_in()
    service = Service.snippet_viewset
    urls = (
        reverse(service.get_url_name("edit"), args=[neighbour.rows[Service].pk]),
        reverse("wagtailadmin_pages:edit", args=[neighbour.pages[StepPage].pk]),
        reverse(service.chooser_viewset.get_url_name("choose")),
    )
    return "".join(desk.get(url).content.decode() for url in urls)


def test_each_reader_has_their_own(neighbours) -> None:
    for language, other in (("nn", "nb"), ("nb", "nn"), ("nn", "nb")):
        text = seen_by(neighbours.austby, language)
        assert [words for words in WORDS[language] if words not in text] == []
        assert [words for words in WORDS[other] if words in text] == []
