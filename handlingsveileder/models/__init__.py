"""The page types of the guide, one concept a file."""

from handlingsveileder.models.content import ArticlePage
from handlingsveileder.models.decision_tree import DecisionTreePage
from handlingsveileder.models.guide import GuidePage, LevelPage, StepPage
from handlingsveileder.models.home import EntrancePage, HomePage
from handlingsveileder.models.model_map import ModelMapPage
from handlingsveileder.models.signs import SignsPage
from handlingsveileder.models.tool import ToolPage
from handlingsveileder.models.toolbox import ToolIndexPage
from handlingsveileder.models.training import TrainingCasePage, TrainingIndexPage
from handlingsveileder.models.version import GuideVersion

__all__ = [
    "ArticlePage",
    "DecisionTreePage",
    "EntrancePage",
    "GuidePage",
    "GuideVersion",
    "HomePage",
    "LevelPage",
    "ModelMapPage",
    "SignsPage",
    "StepPage",
    "ToolIndexPage",
    "ToolPage",
    "TrainingCasePage",
    "TrainingIndexPage",
]
