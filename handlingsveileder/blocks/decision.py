"""Decision points: a question, and the ways on from it."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from handlingsveileder.blocks.links import HelpLineBlock, PageBlock, ServiceBlock
from handlingsveileder.blocks.samples import SampleMixin
from handlingsveileder.blocks.text import PLAIN_FEATURES

__all__ = ["DecisionBlock", "ExitBlock", "TargetBlock"]


@dataclass(frozen=True)
class Destination:
    """Where an exit leads: words for the reader, and an address unless it leads nowhere."""

    words: str | Promise
    url: str = ""


class TargetBlock(blocks.StreamBlock):
    """Just one place an exit leads to."""

    step = PageBlock(page_type="handlingsveileder.StepPage", label=_("Step"))
    level = PageBlock(page_type="handlingsveileder.LevelPage", label=_("Level"))
    page = PageBlock(label=_("Another page"))
    service = ServiceBlock()
    help_line = HelpLineBlock()
    address = blocks.URLBlock(label=_("Address outside the site"))
    stay = blocks.StaticBlock(label=_("Stay"), admin_text=_("Stay here and try again."))
    close = blocks.StaticBlock(label=_("Close"), admin_text=_("The ladder ends here."))

    class Meta:
        min_num = 1
        max_num = 1
        icon = "arrow-right"


class ExitBlock(SampleMixin, blocks.StructBlock):
    """One answer to the question, and where it leads."""

    label = blocks.CharBlock(max_length=160)
    note = blocks.CharBlock(max_length=250, required=False)
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


class DecisionBlock(SampleMixin, blocks.StructBlock):
    """A question with two to six ways on."""

    question = blocks.CharBlock(max_length=200)
    guidance = blocks.RichTextBlock(features=PLAIN_FEATURES, required=False)
    deadline = blocks.CharBlock(
        max_length=250, required=False, help_text=_("In words: within 14 days")
    )
    deadline_days = blocks.IntegerBlock(required=False, min_value=0, max_value=366)
    exits = blocks.ListBlock(ExitBlock(), min_num=2, max_num=6)

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
    request = context.get("request")
    if kind == "close":
        return Destination(_t("Finish here"))
    if kind == "stay":
        return Destination(_t("Stay here"))
    if kind == "address":
        return Destination(_t("Opens another site"), value)
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
    url = (value.get_url(request) or "") if value.live else ""
    return Destination(value.title, url)
