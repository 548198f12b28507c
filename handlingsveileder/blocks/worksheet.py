"""Blocks of a worksheet: what one fills in, in the browser only, or on paper."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from handlingsveileder.blocks.parts import HeadingPart, HelpfulMixin, ProsePart
from handlingsveileder.blocks.samples import SampleMixin

__all__ = [
    "WORKSHEET_BLOCKS",
    "ChecklistBlock",
    "ChoiceAnswerBlock",
    "DateAnswerBlock",
    "LongAnswerBlock",
    "ScaleAnswerBlock",
    "ShortAnswerBlock",
    "TableAnswerBlock",
    "WorksheetSectionBlock",
]


class LabelPart(HelpfulMixin, blocks.CharBlock):
    class Meta:
        label = _("Question or label")
        help_text = _(
            "Ask about one thing at a time. Ask for initials or a role rather than a full name."
        )


class HelpPart(HelpfulMixin, blocks.CharBlock):
    class Meta:
        label = _("Help under the question")
        help_text = _("One short sentence, if the question does not say it all.")


class LinesPart(HelpfulMixin, blocks.IntegerBlock):
    class Meta:
        label = _("Lines on paper")
        help_text = _("Room on the blank sheet. On the screen the box grows with the text.")


class ObservationPart(HelpfulMixin, blocks.BooleanBlock):
    class Meta:
        label = _("Only what was seen and heard")
        help_text = _("The page hints at words that look like conclusions.")


class OptionPart(blocks.CharBlock):
    class Meta:
        label = _("Choice")


class OptionsPart(blocks.ListBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(OptionPart(max_length=160), **kwargs)

    class Meta:
        label = _("Choices")


class SeveralPart(HelpfulMixin, blocks.BooleanBlock):
    class Meta:
        label = _("Several may be chosen")
        help_text = _("Otherwise a new choice takes the place of the one before.")


class LowWordsPart(blocks.CharBlock):
    class Meta:
        label = _("Words at the lowest number")


class HighWordsPart(blocks.CharBlock):
    class Meta:
        label = _("Words at the highest number")


class LowestPart(blocks.IntegerBlock):
    class Meta:
        label = _("Lowest number")


class HighestPart(blocks.IntegerBlock):
    class Meta:
        label = _("Highest number")


class ColumnPart(blocks.CharBlock):
    class Meta:
        label = _("Column")


class ColumnsPart(blocks.ListBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(ColumnPart(max_length=80), **kwargs)

    class Meta:
        label = _("Columns")
        help_text = _("Two to four fit well on paper and on a telephone.")


class RowsPart(HelpfulMixin, blocks.IntegerBlock):
    class Meta:
        label = _("Empty rows")
        help_text = _("As many as most people need. Each row can hold several lines.")


class ItemPart(blocks.CharBlock):
    class Meta:
        label = _("Item")


class ItemsPart(blocks.ListBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(ItemPart(max_length=250), **kwargs)

    class Meta:
        label = _("Items")


class WorksheetSectionBlock(SampleMixin, blocks.StructBlock):
    """A heading between questions."""

    heading = HeadingPart(max_length=160)
    help = HelpPart(max_length=500, required=False)

    class Meta:
        label = _("Section")
        icon = "title"
        template = "handlingsveileder/blocks/worksheet_section_block.html"
        description = _("A heading between questions")


class WorksheetGuidanceBlock(SampleMixin, ProsePart):
    """Guidance between questions, also printed."""

    class Meta:
        label = _("Guidance")
        icon = "pilcrow"
        template = "handlingsveileder/blocks/worksheet_guidance_block.html"
        description = _("A text between questions")


class ShortAnswerBlock(SampleMixin, blocks.StructBlock):
    """An answer of one line."""

    label = LabelPart(max_length=250)
    help = HelpPart(max_length=500, required=False)

    class Meta:
        label = _("Short answer")
        icon = "minus"
        template = "handlingsveileder/blocks/short_answer_block.html"
        description = _("An answer of one line")


class LongAnswerBlock(SampleMixin, blocks.StructBlock):
    """An answer of several lines."""

    label = LabelPart(max_length=250)
    help = HelpPart(max_length=500, required=False)
    lines = LinesPart(default=4, min_value=2, max_value=20)
    observation = ObservationPart(required=False)

    class Meta:
        label = _("Long answer")
        icon = "bars"
        template = "handlingsveileder/blocks/long_answer_block.html"
        description = _("An answer of several lines")


class DateAnswerBlock(SampleMixin, blocks.StructBlock):
    """A date."""

    label = LabelPart(max_length=250)
    help = HelpPart(max_length=500, required=False)

    class Meta:
        label = _("Date")
        icon = "date"
        template = "handlingsveileder/blocks/date_answer_block.html"
        description = _("A date")


class ChoiceAnswerBlock(SampleMixin, blocks.StructBlock):
    """One or several of some choices."""

    label = LabelPart(max_length=250)
    help = HelpPart(max_length=500, required=False)
    options = OptionsPart(min_num=2, max_num=12)
    several = SeveralPart(required=False)

    class Meta:
        label = _("Choices")
        icon = "radio-full"
        template = "handlingsveileder/blocks/choice_answer_block.html"
        description = _("One or several of some choices")


class ScaleAnswerBlock(SampleMixin, blocks.StructBlock):
    """A number on a scale."""

    label = LabelPart(max_length=250)
    help = HelpPart(max_length=500, required=False)
    low = LowWordsPart(max_length=80)
    high = HighWordsPart(max_length=80)
    lowest = LowestPart(default=0, min_value=0, max_value=1)
    highest = HighestPart(default=10, min_value=2, max_value=10)

    class Meta:
        label = _("Scale")
        icon = "order"
        template = "handlingsveileder/blocks/scale_answer_block.html"
        description = _("A number on a scale, with words at both ends")


class TableAnswerBlock(SampleMixin, blocks.StructBlock):
    """Rows to fill in."""

    label = LabelPart(max_length=250)
    help = HelpPart(max_length=500, required=False)
    columns = ColumnsPart(min_num=2, max_num=6)
    rows = RowsPart(default=5, min_value=1, max_value=20)

    class Meta:
        label = _("Table")
        icon = "table"
        template = "handlingsveileder/blocks/table_answer_block.html"
        description = _("Rows to fill in")


class ChecklistBlock(SampleMixin, blocks.StructBlock):
    """Things to tick off."""

    label = LabelPart(max_length=250)
    help = HelpPart(max_length=500, required=False)
    items = ItemsPart(min_num=1, max_num=30)

    class Meta:
        label = _("Checklist")
        icon = "tasks"
        template = "handlingsveileder/blocks/checklist_block.html"
        description = _("Things to tick off")


WORKSHEET_BLOCKS = [
    ("worksheet_section", WorksheetSectionBlock()),
    ("worksheet_guidance", WorksheetGuidanceBlock()),
    ("short_answer", ShortAnswerBlock()),
    ("long_answer", LongAnswerBlock()),
    ("date_answer", DateAnswerBlock()),
    ("choice_answer", ChoiceAnswerBlock()),
    ("scale_answer", ScaleAnswerBlock()),
    ("table_answer", TableAnswerBlock()),
    ("checklist", ChecklistBlock()),
]
