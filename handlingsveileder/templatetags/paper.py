"""Display formats of documents."""

from typing import Any

from django import template
from wagtail.models import Page

from bti_portal.printing import pdf
from handlingsveileder import printouts
from handlingsveileder.arenas import tail_of
from handlingsveileder.blocks.decision import Destination, destination
from handlingsveileder.blocks.parts import ConsentPart

register = template.Library()


@register.simple_tag
def anchor(page: Page) -> str:
    """The name of the place where a page begins in the document."""
    return printouts.anchor(page)


@register.simple_tag(takes_context=True)
def target_of(context: dict[str, Any], way: Any) -> Destination:
    """Where a way on from a decision leads."""
    return destination(way["target"], context.flatten())


@register.simple_tag
def consent_words(consent: str) -> str:
    """What a stored consent means, in words."""
    return dict(ConsentPart.choices).get(consent, "")


@register.simple_tag
def has_pdf() -> bool:
    """Whether PDF can be made on this machine."""
    return pdf.is_available()


@register.simple_tag(takes_context=True)
def document_address(context: dict[str, Any], kind: str) -> str:
    """The address of a document of the page: as the chosen arena sees it, if there is one."""
    page, arena = context["page"], context.get("arena")
    tail = tail_of(arena, context["shell"].language) if kind == "pdf" else ""
    return f"{page.get_url(context['request'])}{tail}{kind}/"
