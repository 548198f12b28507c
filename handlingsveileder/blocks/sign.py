"""Signs, risk factors and protective factors."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from handlingsveileder.blocks.links import ArenaBlock, PageBlock, ServiceBlock
from handlingsveileder.blocks.parts import WordsPart
from handlingsveileder.blocks.samples import SampleMixin

__all__ = ["AGES", "AREAS", "KINDS", "SignBlock"]

KINDS = [
    ("sign", _("Sign")),
    ("risk", _("Risk factor")),
    ("protective", _("Protective factor")),
]
AREAS = [
    ("body", _("Body and health")),
    ("mood", _("Mood and behaviour")),
    ("play", _("Play and friends")),
    ("learning", _("Learning and school")),
    ("home", _("Home and family")),
    ("network", _("People around")),
]
# Years of age. The bounds are those that the health directory's research index uses.
AGES = [
    ("pregnancy", _("Before birth")),
    ("0-2", _("0–2 years")),
    ("3-5", _("3–5 years")),
    ("6-12", _("6–12 years")),
    ("13-18", _("13–18 years")),
]


class KindPart(blocks.ChoiceBlock):
    choices = KINDS

    class Meta:
        label = _("Kind")


class AreaPart(blocks.ChoiceBlock):
    choices = AREAS

    class Meta:
        label = _("Area")


class AgesPart(blocks.MultipleChoiceBlock):
    choices = AGES

    class Meta:
        label = _("Ages")


class ArenasPart(blocks.ListBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(ArenaBlock(), **kwargs)

    class Meta:
        label = _("Arenas")
        help_text = _("Empty: everywhere.")


class StepsPart(blocks.ListBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(PageBlock(), **kwargs)

    class Meta:
        label = _("Steps and pages")


class SignServicesPart(blocks.ListBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(ServiceBlock(), **kwargs)

    class Meta:
        label = _("Services")


class SignBlock(SampleMixin, blocks.StructBlock):
    """Something one can see or know about a child's circumstances, and where to go with it."""

    kind = KindPart(default="sign")
    area = AreaPart()
    text = WordsPart()
    ages = AgesPart()
    arenas = ArenasPart(required=False, default=[])
    steps = StepsPart(required=False, default=[])
    services = SignServicesPart(required=False, default=[])

    class Meta:
        label = _("Sign or factor")
        icon = "view"
        template = "handlingsveileder/blocks/sign_block.html"
        description = _("Something to notice, and where to go with it")

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        pages = [page for page in value["steps"] or [] if page]
        context["pages"] = [page for page in pages if page.live and page.pk]
        return context
