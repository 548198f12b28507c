"""Municipalities whose texts cite law, and what the stale-law radar says of them."""

import datetime
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from bti_portal.registers.models import LegalReference
from handlingsveileder.models import ArticlePage
from tests.factories import ArticlePageFactory, LegalReferenceFactory, UserFactory, home_of
from tests.reading import Element, read

TODAY = timezone.localdate()
DAY = datetime.timedelta(days=1)
SOURCE = "https://www.udir.no/"


def address(site: Site) -> str:
    """Where the radar of `site` is."""
    return reverse("reports:law_radar", args=[site.pk])


def desk_of(site: Site, **who: Any) -> Client:
    """The admin, with the coordinator of `site` logged in, or somebody else."""
    client = Client(headers={"host": site.hostname})
    client.force_login(UserFactory(**(who or {"coordinator_at": site})))
    return client


def article(site: Site, text: str, language: str = "nn", **values: Any) -> ArticlePage:
    """A published article with `text` in it."""
    home = home_of(site, language)
    body = [{"type": "text", "value": f"<p>{text}</p>"}]
    return ArticlePageFactory(parent=home, locale=home.locale, body=body, **values)


def citing(site: Site, law: LegalReference, **values: Any) -> ArticlePage:
    """An article that cites `law` from the register, saved when the law still held."""
    page = ArticlePageFactory(parent=home_of(site), **values)
    page.body.append(("legal_references", [law]))
    page.save()
    return page


def radar(client: Client, site: Site, query: str = "") -> Element:
    """The radar of `site`, as it is shown."""
    answer = client.get(address(site) + query)
    assert answer.status_code == 200
    return read(answer).one("main")


def old_and_new(**values: Any) -> LegalReference:
    """A paragraph that no longer holds, and the one that replaced it."""
    new = LegalReferenceFactory(
        act_nn="Opplæringslova",
        act_nb="Opplæringslova",
        paragraph="§ 12-4",
        source=SOURCE,
        **values,
    )
    return LegalReferenceFactory(
        act_nn="Opplæringslova",
        act_nb="Opplæringslova",
        paragraph="§ 9A",
        in_force_to=TODAY - DAY,
        replaced_by=new,
    )
