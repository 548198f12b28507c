"""Blocks of a decision tree: questions with answers, and the endings they lead to."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from handlingsveileder.blocks.decision import WaysOnPart
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
    legal_references = LawsPart(required=False)
    targets = WaysOnPart(required=False)

    class Meta:
        label = _("Ending")
        icon = "tick"
        template = "handlingsveileder/blocks/tree_ending_block.html"
        description = _("What to do, and where to go on")
