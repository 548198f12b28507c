"""Makes what tests need: one factory for each model, and `make_site` for a whole municipality."""

from tests.factories.accounts import UserFactory
from tests.factories.catalogue import (
    ProviderFactory,
    PublicationFactory,
    ServiceFactory,
    ThemeFactory,
)
from tests.factories.guides import decision, make_guide, the_end
from tests.factories.pages import (
    ArticlePageFactory,
    DecisionTreePageFactory,
    EntrancePageFactory,
    GuidePageFactory,
    HomePageFactory,
    LevelPageFactory,
    ModelMapPageFactory,
    ServiceIndexPageFactory,
    SignsPageFactory,
    StepPageFactory,
    ToolIndexPageFactory,
    ToolPageFactory,
    TrainingCasePageFactory,
    TrainingIndexPageFactory,
)
from tests.factories.registers import (
    ArenaFactory,
    HelpLineFactory,
    LegalReferenceFactory,
    ModelElementFactory,
    RoleFactory,
)
from tests.factories.sites import MunicipalityFactory, SiteFactory, home_of, make_site

__all__ = [
    "ArenaFactory",
    "ArticlePageFactory",
    "DecisionTreePageFactory",
    "EntrancePageFactory",
    "GuidePageFactory",
    "HelpLineFactory",
    "HomePageFactory",
    "LegalReferenceFactory",
    "LevelPageFactory",
    "ModelElementFactory",
    "ModelMapPageFactory",
    "MunicipalityFactory",
    "ProviderFactory",
    "PublicationFactory",
    "RoleFactory",
    "ServiceFactory",
    "ServiceIndexPageFactory",
    "SignsPageFactory",
    "SiteFactory",
    "StepPageFactory",
    "ThemeFactory",
    "ToolIndexPageFactory",
    "ToolPageFactory",
    "TrainingCasePageFactory",
    "TrainingIndexPageFactory",
    "UserFactory",
    "decision",
    "home_of",
    "make_guide",
    "make_site",
    "the_end",
]
