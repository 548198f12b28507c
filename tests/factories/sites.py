"""Municipalities' sites."""

from typing import Any

import factory
from factory.django import DjangoModelFactory
from wagtail.models import Locale, Page, Site

from bti_portal.shell.models import Municipality
from handlingsveileder.models import HomePage
from tests.factories.pages import HomePageFactory


class SiteFactory(DjangoModelFactory):
    """A bare site at a root page; `make_site` gives one that readers can use."""

    class Meta:
        model = Site

    hostname = factory.Sequence(lambda n: f"kommune{n}.example")
    site_name = factory.LazyAttribute(lambda site: site.hostname.split(".")[0].capitalize())
    root_page = factory.SubFactory(HomePageFactory)


class MunicipalityFactory(DjangoModelFactory):
    """The settings of a site."""

    class Meta:
        model = Municipality

    site = factory.SubFactory(SiteFactory)
    name_nn = factory.LazyAttribute(lambda row: f"{row.site.site_name} kommune")
    name_nb = factory.SelfAttribute("name_nn")
    model_name_nn = "BTI"
    model_name_nb = "BTI"
    level_word_nn = "nivå"
    level_word_nb = "nivå"
    step_word_nn = "steg"
    step_word_nb = "trinn"


def make_site(host: str, languages: tuple[str, ...] = ("nn",), **settings: Any) -> Site:
    """A municipality's site that answers at `host`, with a front page in each of `languages`.

    Args:
        host: the host name.
        languages: the codes of its languages, the primary one first.
        settings: fields of its `Municipality`.
    """
    homes: list[HomePage] = []
    for code in languages:
        locale, _made = Locale.objects.get_or_create(language_code=code)
        kinship = {"translation_key": homes[0].translation_key} if homes else {}
        homes.append(
            HomePageFactory(
                parent=Page.get_first_root_node(),
                title=f"{host.split('.')[0].capitalize()} ({code})",
                slug=f"{host.replace('.', '-')}-{code}",
                locale=locale,
                **kinship,
            )
        )
    site = SiteFactory(hostname=host, root_page=homes[0])
    MunicipalityFactory(site=site, **settings)
    return site


def home_of(site: Site, language: str | None = None) -> HomePage:
    """The front page of `site` in `language`, or in its primary one."""
    wanted = language or site.root_page.locale.language_code
    homes = HomePage.objects.filter(translation_key=site.root_page.translation_key)
    return homes.get(locale__language_code=wanted)
