"""Blocks that hold words."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from handlingsveileder.blocks.links import PageBlock
from handlingsveileder.blocks.parts import (
    PLAIN_FEATURES,
    HeadingPart,
    ProsePart,
    TonePart,
    WordsPart,
)
from handlingsveileder.blocks.samples import SampleMixin

__all__ = ["ActionBlock", "CalloutBlock", "PromiseBlock", "TextBlock"]

BODY_FEATURES = ["h2", "h3", *PLAIN_FEATURES]


class TextBlock(SampleMixin, blocks.RichTextBlock):
    """Paragraphs, lists and headings."""

    def __init__(self, **kwargs: object) -> None:
        kwargs.setdefault("features", BODY_FEATURES)
        super().__init__(**kwargs)

    class Meta:
        label = _("Text")
        icon = "pilcrow"
        template = "handlingsveileder/blocks/text_block.html"
        description = _("Paragraphs, lists and headings")


class CalloutBlock(SampleMixin, blocks.StructBlock):
    """A short text that must not be missed."""

    tone = TonePart(default="info")
    heading = HeadingPart(max_length=120)
    text = ProsePart()

    class Meta:
        label = _("Callout")
        icon = "warning"
        template = "handlingsveileder/blocks/callout_block.html"
        description = _("A short text that must not be missed")


class ActionBlock(SampleMixin, blocks.StructBlock):
    """One thing a reader can do now, with a page to go to."""

    heading = HeadingPart(max_length=120)
    text = WordsPart()
    page = PageBlock(required=False)

    class Meta:
        label = _("Something to do now")
        icon = "tick"
        template = "handlingsveileder/blocks/action_block.html"
        description = _("One thing the reader can do now")


class PromiseBlock(SampleMixin, blocks.StructBlock):
    """What the municipality promises the reader."""

    heading = HeadingPart(max_length=120)
    text = WordsPart()

    class Meta:
        label = _("Promise")
        icon = "check"
        template = "handlingsveileder/blocks/promise_block.html"
        description = _("What the municipality promises")
