"""Blocks of a decision tree: questions with answers, and the endings they lead to."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from handlingsveileder.blocks.decision import Destination, WaysOnPart, destination
from handlingsveileder.blocks.links import LegalReferenceBlock
from handlingsveileder.blocks.parts import (
    AnswerPart,
    GuidancePart,
    HeadingPart,
    NotePart,
    ProsePart,
    QuestionPart,
    TonePart,
    WordsPart,
)
from handlingsveileder.blocks.samples import SampleMixin
from tjenesteoversikt.models import Publication

__all__ = ["TreeEndingBlock", "TreeQuestionBlock"]


class CodePart(blocks.RegexBlock):
    """A short name, unique in the tree, that answers lead to."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            regex=r"^[a-z0-9]+(-[a-z0-9]+)*$",
            error_messages={"invalid": _("Use small letters, digits and hyphens.")},
            **kwargs,
        )

    class Meta:
        label = _("Short name")
        help_text = _("Answers name it to lead here: small letters, digits and hyphens.")


class LeadsToPart(CodePart):
    class Meta:
        label = _("Leads to")
        help_text = _("The short name of a question or an ending.")


class TreeAnswerPart(blocks.StructBlock):
    """One answer, and the question or ending it leads to."""

    label = AnswerPart(max_length=160)
    note = NotePart(max_length=250, required=False)
    leads_to = LeadsToPart(max_length=80)

    class Meta:
        label = _("Answer")


class TreeAnswersPart(blocks.ListBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(TreeAnswerPart(), **kwargs)

    class Meta:
        label = _("Answers")


class WriteDownPart(WordsPart):
    class Meta:
        label = _("What to write down")


class AgeRulePart(WordsPart):
    class Meta:
        label = _("Rule of age")
        help_text = _("Never an age without its act and service.")


class LawsPart(blocks.ListBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(LegalReferenceBlock(), **kwargs)

    class Meta:
        label = _("Legal basis")


class TreeQuestionBlock(SampleMixin, blocks.StructBlock):
    """A question with two to eight answers."""

    code = CodePart(max_length=80)
    question = QuestionPart(max_length=200)
    guidance = GuidancePart(required=False)
    answers = TreeAnswersPart(min_num=2, max_num=8)

    class Meta:
        label = _("Question")
        icon = "help"
        template = "handlingsveileder/blocks/tree_question_block.html"
        description = _("A question with two to eight answers")


class TreeEndingBlock(SampleMixin, blocks.StructBlock):
    """Where a path ends: what to do, by which law, and where to go on."""

    code = CodePart(max_length=80)
    heading = HeadingPart(max_length=120)
    tone = TonePart(default="info")
    text = ProsePart()
    write_down = WriteDownPart(required=False)
    age_rule = AgeRulePart(required=False)
    legal_references = LawsPart(required=False, default=[])
    targets = WaysOnPart(required=False)

    class Meta:
        label = _("Ending")
        icon = "tick"
        template = "handlingsveileder/blocks/tree_ending_block.html"
        description = _("What to do, and where to go on")

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        targets = [target for target in value["targets"] or [] if target.value is not None]
        lines = [target for target in targets if target.block_type == "help_line"]
        places = [_place(target, context) for target in targets if target not in lines]
        first = targets[0].block_type if targets else ""
        return context | {
            "calls": [line.value for line in lines if line.value.can_be_reached],
            # Outside a page, as in the editor's preview of the block, nothing has an address.
            "places": [p for p in places if p.destination.url or "page" not in context],
            "calls_first": value["tone"] == "acute" or first == "help_line",
        }


@dataclass(frozen=True)
class Place:
    """Somewhere to go on to; a service with what this site tells of it."""

    kind: str
    destination: Destination
    publication: Publication | None = None


def _place(target: Any, context: dict[str, Any]) -> Place:
    publication = None
    if target.block_type == "service" and "catalogue" in context:
        publication = context["catalogue"].publication(target.value)
    kind = "tool" if _is_tool(target) else target.block_type
    return Place(kind, destination([target], context), publication)


def _is_tool(target: Any) -> bool:
    # By name: the tool's own model imports the blocks.
    return target.block_type == "page" and target.value.cached_content_type.model == "toolpage"
