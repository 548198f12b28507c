"""Display formats of the guide."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.template.defaultfilters import filesizeformat
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from bti_portal.library.models import PortalDocument
from bti_portal.shell.languages import ENDONYMS
from bti_portal.shell.outline import OutlinePage
from handlingsveileder.blocks.scene import RATINGS
from handlingsveileder.blocks.sign import AGES
from handlingsveileder.ladder import LevelOnLadder, name_of
from tjenesteoversikt.models import Publication

register = template.Library()

FIELD_LABELS = {
    "what": _lazy("What"),
    "how": _lazy("How"),
    "responsible_roles": _lazy("Responsible"),
    "involve": _lazy("Whom to involve"),
    "tools": _lazy("Tools"),
    "services": _lazy("Offers that fit here"),
    "deadline": _lazy("Deadline"),
    "documentation": _lazy("Write down"),
    "child_voice": _lazy("The child's voice"),
    "legal_references": _lazy("Legal basis"),
}


@register.simple_tag(takes_context=True)
def level_name(context: dict[str, Any], level: LevelOnLadder) -> str:
    """What the municipality calls the level: `Level 0`."""
    return name_of(level, context["shell"])


@register.simple_tag(takes_context=True)
def step_word(context: dict[str, Any]) -> str:
    """What the municipality calls a step."""
    return context["shell"].municipality.step_word or _("step")


@register.simple_tag(takes_context=True)
def level_steps(context: dict[str, Any], level: LevelOnLadder) -> str:
    """How many steps a level has, in the municipality's word: `4 steps`."""
    return f"{len(level.steps)} {step_word(context)}"


@register.simple_tag(takes_context=True)
def first_tree(context: dict[str, Any]) -> OutlinePage | None:
    """The decision tree that comes first below the front page: where one begins who does not know where."""
    shell = context["shell"]
    if not shell.outline:
        return None
    tree = shell.outline.first("handlingsveileder.DecisionTreePage", shell.language)
    return None if tree is None or shell.outline.is_restricted(tree.path) else tree


@register.simple_tag(takes_context=True)
def shown_services(context: dict[str, Any], services: Any) -> list[Publication]:
    """Of the services in a stream or list, those that readers of this site may see."""
    rows = [getattr(service, "value", service) for service in services]
    if "catalogue" not in context:
        # A preview of a block in the editor: it stands on no page yet.
        return [Publication(service=row) for row in rows if row]
    return context["catalogue"].publications(rows)


@register.simple_tag(takes_context=True)
def carried(context: dict[str, Any], url: str | None) -> str:
    """An address in the guide, for the arena the reader has chosen."""
    return context["shell"].carry(url or "") if "shell" in context else url or ""


@register.simple_tag
def field_label(name: str) -> str:
    """What readers call a field of a step."""
    return str(FIELD_LABELS[name])


@register.filter
def sheets(count: int) -> str:
    """`1 page`, `2 pages`: how much paper a tool takes."""
    return ngettext("%(n)d page", "%(n)d pages", count) % {"n": count}


@register.filter
def age_label(age: str) -> str | Promise:
    """`3–5 years`: an age of a sign in words."""
    return dict(AGES).get(age, age)


@register.filter
def rating_words(rating: str) -> str | Promise:
    """`A good choice`: how good a choice in a training case is."""
    return dict(RATINGS).get(rating, rating)


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
