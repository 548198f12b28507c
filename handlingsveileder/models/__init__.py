"""The page types of the guide, one concept a file."""

from handlingsveileder.models.content import ArticlePage
from handlingsveileder.models.guide import GuidePage, LevelPage, StepPage
from handlingsveileder.models.home import EntrancePage, HomePage
from handlingsveileder.models.tool import ToolIndexPage, ToolPage

__all__ = [
    "ArticlePage",
    "EntrancePage",
    "GuidePage",
    "HomePage",
    "LevelPage",
    "StepPage",
    "ToolIndexPage",
    "ToolPage",
]
