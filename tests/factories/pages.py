"""Pages. Each needs `parent=`; the language follows the parent."""

import factory
from wagtail_factories import PageFactory

from handlingsveileder.models import (
    ArticlePage,
    DecisionTreePage,
    EntrancePage,
    GuidePage,
    HomePage,
    LevelPage,
    ModelMapPage,
    SignsPage,
    StepPage,
    ToolIndexPage,
    ToolPage,
    TrainingCasePage,
    TrainingIndexPage,
)
from tjenesteoversikt.models import ServiceIndexPage


class PortalPageFactory(PageFactory):
    class Meta:
        abstract = True

    lead = "Her kan du lese meir."
    slug = factory.Sequence(lambda n: f"side-{n}")


class HomePageFactory(PortalPageFactory):
    class Meta:
        model = HomePage

    title = factory.Sequence(lambda n: f"Framside {n}")


class EntrancePageFactory(PortalPageFactory):
    class Meta:
        model = EntrancePage

    title = factory.Sequence(lambda n: f"Dør {n}")
    audience = EntrancePage.Audience.GUARDIANS


class ArticlePageFactory(PortalPageFactory):
    class Meta:
        model = ArticlePage

    title = factory.Sequence(lambda n: f"Artikkel {n}")


class GuidePageFactory(PortalPageFactory):
    class Meta:
        model = GuidePage

    title = factory.Sequence(lambda n: f"Handlingsrettleiar {n}")


class LevelPageFactory(PortalPageFactory):
    class Meta:
        model = LevelPage

    title = factory.Sequence(lambda n: f"Vi ser nærare etter {n}")
    label = "0"


class StepPageFactory(PortalPageFactory):
    class Meta:
        model = StepPage

    title = factory.Sequence(lambda n: f"Snakk saman {n}")


class ModelMapPageFactory(PortalPageFactory):
    class Meta:
        model = ModelMapPage

    title = "Modellen på tre nivå"
    slug = "modellen"


class ToolIndexPageFactory(PortalPageFactory):
    class Meta:
        model = ToolIndexPage

    title = factory.Sequence(lambda n: f"Verktøykasse {n}")


class ToolPageFactory(PortalPageFactory):
    class Meta:
        model = ToolPage

    title = factory.Sequence(lambda n: f"Samtaleark {n}")
    audiences = ["professionals"]


class ServiceIndexPageFactory(PortalPageFactory):
    class Meta:
        model = ServiceIndexPage

    title = factory.Sequence(lambda n: f"Tenester {n}")


class DecisionTreePageFactory(PortalPageFactory):
    class Meta:
        model = DecisionTreePage

    title = factory.Sequence(lambda n: f"Vegvisar {n}")


class SignsPageFactory(PortalPageFactory):
    class Meta:
        model = SignsPage

    title = factory.Sequence(lambda n: f"Teikn {n}")


class TrainingIndexPageFactory(PortalPageFactory):
    class Meta:
        model = TrainingIndexPage

    title = factory.Sequence(lambda n: f"Øving {n}")


class TrainingCasePageFactory(PortalPageFactory):
    class Meta:
        model = TrainingCasePage

    title = factory.Sequence(lambda n: f"Forteljing {n}")
