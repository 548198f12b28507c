"""Blocks of a step."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from handlingsveileder.blocks.links import (
    ArenaBlock,
    LegalReferenceBlock,
    RoleBlock,
    ServiceBlock,
    ToolBlock,
)
from handlingsveileder.blocks.parts import (
    ConsentPart,
    DaysPart,
    DeadlineFromPart,
    DeadlinePart,
    NotePart,
    ProsePart,
    WordsPart,
)
from handlingsveileder.blocks.samples import SampleMixin

__all__ = ["InvolvementBlock", "VariantBlock"]


class InvolvementBlock(SampleMixin, blocks.StructBlock):
    """Somebody to bring in, and whether consent is needed first."""

    role = RoleBlock()
    consent = ConsentPart(default="needed")
    note = NotePart(max_length=300, required=False)

    class Meta:
        label = _("Somebody to involve")
        icon = "group"
        template = "handlingsveileder/blocks/involvement_block.html"
        description = _("Whom to bring in, and the consent it takes")


class WhatPart(ProsePart):
    class Meta:
        label = _("What")


class HowPart(ProsePart):
    class Meta:
        label = _("How")


class ResponsiblePart(blocks.StreamBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__([("role", RoleBlock())], **kwargs)

    class Meta:
        label = _("Who is responsible")


class InvolvePart(blocks.StreamBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__([("involvement", InvolvementBlock())], **kwargs)

    class Meta:
        label = _("Whom to involve")


class ToolsPart(blocks.StreamBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__([("tool", ToolBlock())], **kwargs)

    class Meta:
        label = _("Tools")


class ServicesPart(blocks.StreamBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__([("service", ServiceBlock())], **kwargs)

    class Meta:
        label = _("Services that fit here")


class LegalBasisPart(blocks.StreamBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__([("legal_reference", LegalReferenceBlock())], **kwargs)

    class Meta:
        label = _("Legal basis")


class DocumentationPart(WordsPart):
    class Meta:
        label = _("Documentation")


class ChildVoicePart(WordsPart):
    class Meta:
        label = _("The child's voice")


class VariantBlock(SampleMixin, blocks.StructBlock):
    """What differs in a step for one arena. A field left empty is as in the step itself.

    The fields have the names of the step's own, so that a variant can be laid over the step.
    """

    arena = ArenaBlock()
    what = WhatPart(required=False)
    how = HowPart(required=False)
    responsible_roles = ResponsiblePart(required=False)
    involve = InvolvePart(required=False)
    tools = ToolsPart(required=False)
    services = ServicesPart(required=False)
    legal_references = LegalBasisPart(required=False)
    deadline = DeadlinePart(required=False, max_length=250)
    deadline_days = DaysPart(required=False, min_value=0, max_value=366)
    deadline_from = DeadlineFromPart(required=False, max_length=160)
    documentation = DocumentationPart(required=False)
    child_voice = ChildVoicePart(required=False)

    class Meta:
        label = _("What differs for an arena")
        icon = "home"
        template = "handlingsveileder/blocks/variant_block.html"
        description = _("Only what is different in this arena")
