"""Fields inside the blocks. Each has its label here, so that a new word writes no migration.

They never stand alone: the block around them has the template and the sample.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

__all__ = [
    "PLAIN_FEATURES",
    "AnswerPart",
    "ConsentPart",
    "DaysPart",
    "DeadlineFromPart",
    "DeadlinePart",
    "GuidancePart",
    "HeadingPart",
    "HelpfulMixin",
    "LinkWordsPart",
    "NotePart",
    "ProsePart",
    "QuestionPart",
    "TonePart",
    "WordsPart",
]

PLAIN_FEATURES = ["bold", "ul", "ol", "link"]


class HelpfulMixin:
    """Put before a part that is one box: the help text in its `Meta` stands under the box.

    Wagtail takes the help text of a box from the constructor only, where it would write a
    migration for each new word.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", self._meta_class.help_text)
        super().__init__(*args, **kwargs)


class HeadingPart(blocks.CharBlock):
    class Meta:
        label = _("Heading")


class WordsPart(blocks.TextBlock):
    class Meta:
        label = _("Text")


class ProsePart(blocks.RichTextBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(features=PLAIN_FEATURES, **kwargs)

    class Meta:
        label = _("Text")


class GuidancePart(ProsePart):
    class Meta:
        label = _("Guidance")


class QuestionPart(blocks.CharBlock):
    class Meta:
        label = _("Question")


class AnswerPart(blocks.CharBlock):
    class Meta:
        label = _("Answer")


class NotePart(blocks.CharBlock):
    class Meta:
        label = pgettext_lazy("a remark", "Note")


class LinkWordsPart(blocks.CharBlock):
    class Meta:
        label = _("Words of the link")


class DeadlinePart(blocks.CharBlock):
    class Meta:
        label = _("Deadline in words")


class DeadlineFromPart(HelpfulMixin, blocks.CharBlock):
    class Meta:
        label = _("Counted from")
        help_text = _("What the days are counted from: the day the concern arose")


class DaysPart(blocks.IntegerBlock):
    class Meta:
        label = _("Deadline in days")


class ConsentPart(blocks.ChoiceBlock):
    choices = [
        ("not_needed", _("Consent not needed")),
        ("needed", _("Only with consent")),
        ("anonymous", _("Without a name, consent not needed")),
    ]

    class Meta:
        label = _("Consent")


class TonePart(blocks.ChoiceBlock):
    choices = [
        ("info", _("Information")),
        ("warning", _("Important")),
        ("acute", _("Acute")),
    ]

    class Meta:
        label = _("Tone")
