"""Blocks of a step."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from handlingsveileder.blocks.links import RoleBlock
from handlingsveileder.blocks.parts import ConsentPart, NotePart
from handlingsveileder.blocks.samples import SampleMixin

__all__ = ["InvolvementBlock"]


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
