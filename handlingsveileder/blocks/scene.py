"""Scenes of a training case."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from handlingsveileder.blocks.decision import StepTargetBlock
from handlingsveileder.blocks.parts import AnswerPart, HeadingPart, ProsePart, QuestionPart
from handlingsveileder.blocks.samples import SampleMixin

__all__ = ["RATINGS", "SceneBlock"]

RATINGS = [
    ("good", _("A good choice")),
    ("possible", _("Can be right")),
    ("poor", _("Choose something else")),
]


class RatingPart(blocks.ChoiceBlock):
    choices = RATINGS

    class Meta:
        label = _("How good the choice is")


class ExplanationPart(ProsePart):
    class Meta:
        label = _("Explanation")


class StepTextPart(StepTargetBlock):
    """The real step, of which more than the address is shown."""

    needs_only_address = False

    class Meta:
        label = _("The real step")
        template = None


class SceneChoicePart(blocks.StructBlock):
    """One thing to do, and what comes of it."""

    label = AnswerPart(max_length=200)
    rating = RatingPart(default="good")
    explanation = ExplanationPart()
    step = StepTextPart(required=False)

    class Meta:
        label = _("Choice")


class SceneChoicesPart(blocks.ListBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(SceneChoicePart(), **kwargs)

    class Meta:
        label = _("Choices")


class SceneBlock(SampleMixin, blocks.StructBlock):
    """Something that happens, and two to five things one can do."""

    heading = HeadingPart(max_length=160)
    text = ProsePart()
    question = QuestionPart(max_length=200)
    choices = SceneChoicesPart(min_num=2, max_num=5)

    class Meta:
        label = _("Scene")
        icon = "media"
        template = "handlingsveileder/blocks/scene_block.html"
        description = _("Something that happens, and what one can do")
