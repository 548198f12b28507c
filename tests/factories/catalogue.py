"""Services, who gives them, and where they are shown."""

from typing import Any

import factory
from factory.django import DjangoModelFactory

from tests.factories.sites import SiteFactory
from tjenesteoversikt.models import Provider, Publication, Service, Theme


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = Theme

    key = factory.Sequence(lambda n: f"emne-{n}")
    name_nn = factory.Sequence(lambda n: f"Emnet {n}")
    name_nb = factory.Sequence(lambda n: f"Temaet {n}")


class ProviderFactory(DjangoModelFactory):
    class Meta:
        model = Provider

    site = factory.SubFactory(SiteFactory)
    key = factory.Sequence(lambda n: f"tilbyder-{n}")
    name_nn = factory.Sequence(lambda n: f"Tilbydar {n}")
    name_nb = factory.Sequence(lambda n: f"Tilbyder {n}")


class ServiceFactory(DjangoModelFactory):
    """A published service, shown at the site that owns it."""

    class Meta:
        model = Service
        skip_postgeneration_save = True

    site = factory.SubFactory(SiteFactory)
    provider = factory.SubFactory(ProviderFactory, site=factory.SelfAttribute("..site"))
    key = factory.Sequence(lambda n: f"tenesta-{n}")
    name_nn = factory.Sequence(lambda n: f"Tenesta {n}")
    name_nb = factory.Sequence(lambda n: f"Tjenesten {n}")
    summary_nn = "Du får nokon å snakke med."
    summary_nb = "Du får noen å snakke med."
    audiences = ["children"]
    live = True

    @factory.post_generation
    def themes(self, create: bool, themes: list[Theme] | None, **kwargs: Any) -> None:
        if create and themes:
            self.themes = themes
            self.save()


class PublicationFactory(DjangoModelFactory):
    """A service borrowed by another site, its present text approved there.

    The owner's own publication is made with the service.
    """

    class Meta:
        model = Publication

    service = factory.SubFactory(ServiceFactory)
    site = factory.SubFactory(SiteFactory)
    approved_revision = factory.LazyAttribute(lambda p: p.service.save_revision())
