"""Display formats of the guide."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bti_portal.library.models import PortalDocument
from bti_portal.shell.languages import ENDONYMS
from handlingsveileder.ladder import LevelOnLadder, name_of
from tjenesteoversikt.models import Publication

register = template.Library()


@register.simple_tag(takes_context=True)
def level_name(context: dict[str, Any], level: LevelOnLadder) -> str:
    """What the municipality calls the level: `Level 0`."""
    return name_of(level, context["shell"])


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


@register.simple_tag
def file_size(document: PortalDocument) -> str:
    """Type and size of a file: `PDF, 240 kB`."""
    return f"{document.file_extension.upper()}, {filesizeformat(document.file_size)}"


@register.filter
def endonym(code: str) -> str:
    """What a language calls itself."""
    return ENDONYMS.get(code, code)


@register.filter
def counted(number: int) -> range:
    """From 1 to `number`, to go through in a template."""
    return range(1, number + 1)


@register.filter
def numbers(scale: Mapping[str, Any]) -> range:
    """The numbers of a scale, from the lowest to the highest."""
    return range(scale["lowest"], scale["highest"] + 1)
