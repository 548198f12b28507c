"""Display formats of the guide."""

from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handlingsveileder.ladder import LevelOnLadder
from tjenesteoversikt.models import Publication

register = template.Library()


@register.simple_tag(takes_context=True)
def level_name(context: dict[str, Any], level: LevelOnLadder) -> str:
    """What the municipality calls the level: `Level 0`."""
    word = context["shell"].municipality.level_word or _("Level")
    return f"{word[:1].upper()}{word[1:]} {level.label}"


@register.simple_tag(takes_context=True)
def step_word(context: dict[str, Any]) -> str:
    """What the municipality calls a step."""
    return context["shell"].municipality.step_word or _("step")


@register.simple_tag(takes_context=True)
def shown_services(context: dict[str, Any], services: Any) -> list[Publication]:
    """Of the services in a stream or list, those that readers of this site may see."""
    rows = [getattr(service, "value", service) for service in services]
    if "catalogue" not in context:
        # A preview of a block in the editor: it stands on no page yet.
        return [Publication(service=row) for row in rows if row]
    return context["catalogue"].publications(rows)


@register.filter
def sheets(count: int) -> str:
    """`1 page`, `2 pages`: how much paper a tool takes."""
    return ngettext("%(n)d page", "%(n)d pages", count) % {"n": count}
