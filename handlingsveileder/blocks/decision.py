"""Decision points: a question, and the ways on from it."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.models import Page

from handlingsveileder.blocks.links import HelpLineBlock, PageBlock, ServiceBlock
from handlingsveileder.blocks.parts import (
    AnswerPart,
    DaysPart,
    DeadlineFromPart,
    DeadlinePart,
    GuidancePart,
    NotePart,
    QuestionPart,
)
from handlingsveileder.blocks.samples import SampleMixin
from handlingsveileder.citations import address_of
from handlingsveileder.ladder import Ladder

__all__ = ["DecisionBlock", "ExitBlock", "StepTargetBlock", "TargetBlock", "WaysOnPart"]


@dataclass(frozen=True)
class Destination:
    """Where an exit leads: words for the reader, and an address unless it leads nowhere."""

    words: str | Promise
    url: str = ""
    # "up" or "down" the ladder, or "stay", "close", "out" (another site); empty for all else.
    way: str = ""


class StepTargetBlock(PageBlock):
    """A step of the guide."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(page_type="handlingsveileder.StepPage", **kwargs)

    class Meta:
        label = _("Step")
        icon = "list-ol"


class LevelTargetBlock(PageBlock):
    """A level of the guide."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(page_type="handlingsveileder.LevelPage", **kwargs)

    class Meta:
        label = _("Level")
        icon = "bars"


class AddressTargetBlock(blocks.URLBlock):
    """An address outside the site."""

    class Meta:
        label = _("Address outside the site")
        description = _("A page of somebody else")
        icon = "link-external"


class StayTargetBlock(blocks.StaticBlock):
    """One stays where one is."""

    class Meta:
        label = _("Stay")
        description = _("One stays where one is")
        icon = "rotate"
        admin_text = _("Stay here and try again.")


class CloseTargetBlock(blocks.StaticBlock):
    """The ladder ends."""

    class Meta:
        label = pgettext_lazy("the end of the ladder", "Finish")
        icon = "tick"
        admin_text = _("The ladder ends here.")
        description = _("The ladder ends here.")


class WaysOnPart(blocks.StreamBlock):
    """Places to go on to."""

    step = StepTargetBlock()
    level = LevelTargetBlock()
    page = PageBlock()
    service = ServiceBlock()
    help_line = HelpLineBlock()
    address = AddressTargetBlock()

    class Meta:
        label = _("Ways on")
        icon = "arrow-right"


class TargetBlock(WaysOnPart):
    """Just one place an exit leads to, or none: one stays, or the ladder ends."""

    stay = StayTargetBlock()
    close = CloseTargetBlock()

    class Meta:
        label = _("Where it leads")
        min_num = 1
        max_num = 1


class ExitBlock(SampleMixin, blocks.StructBlock):
    """One answer to the question, and where it leads."""

    label = AnswerPart(max_length=160)
    note = NotePart(max_length=250, required=False)
    target = TargetBlock()

    class Meta:
        label = _("Way on")
        icon = "arrow-right"
        template = "handlingsveileder/blocks/exit_block.html"
        description = _("One answer, and where it leads")

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        context["destination"] = destination(value["target"], context)
        return context


class ExitsPart(blocks.ListBlock):
    """The ways on from a decision."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(ExitBlock(), **kwargs)

    class Meta:
        label = _("Ways on")


class DecisionBlock(SampleMixin, blocks.StructBlock):
    """A question with two to six ways on."""

    question = QuestionPart(max_length=200)
    guidance = GuidancePart(required=False)
    deadline = DeadlinePart(max_length=250, required=False)
    deadline_days = DaysPart(required=False, min_value=0, max_value=366)
    deadline_from = DeadlineFromPart(required=False, max_length=160)
    exits = ExitsPart(min_num=2, max_num=6)

    class Meta:
        label = _("Decision")
        icon = "help"
        template = "handlingsveileder/blocks/decision_block.html"
        description = _("A question with two to six ways on")


def destination(target: Any, context: dict[str, Any]) -> Destination:
    """Where `target` leads, in words for the reader.

    A target that no longer exists, or that readers may not see, gives words without an address.
    """
    if not target:
        return Destination(_t("Not decided yet"))
    kind, value = target[0].block_type, target[0].value
    if kind == "close":
        return Destination(_t("Finish here"), way="close")
    if kind == "stay":
        return Destination(_t("Stay here"), way="stay")
    if kind == "address":
        return Destination(_t("Opens another site"), value, "out")
    if value is None:
        return Destination(_t("The page is gone"))
    if kind == "help_line":
        number = value.shown_number
        return Destination(
            f"{value.name} {number}".strip(), f"tel:{value.dialled}" if number else ""
        )
    if kind == "service":
        publication = context["catalogue"].publication(value) if "catalogue" in context else None
        if publication is None:
            return Destination(value.name)
        return Destination(value.name, context["catalogue"].url(publication))
    return Destination(value.title, address_of(value), _way_to(value, context.get("ladder")))


def _way_to(page: Page, ladder: Ladder | None) -> str:
    """Whether `page` is further "up" or "down" the ladder than where one stands; else nothing."""
    here = ladder.level if ladder else None
    there = ladder.height_of(page) if ladder else None
    if here is None or there is None:
        return ""
    height = ladder.levels.index(here)
    return "up" if there > height else "down" if there < height else ""
