"""What the admin's forms of the municipality need to know."""

from dataclasses import dataclass

from django import template
from wagtail.models import Site

from bti_portal.shell.languages import ENDONYMS
from bti_portal.shell.look_preview import pages_to_show
from bti_portal.shell.outline import draw

register = template.Library()


@dataclass(frozen=True)
class Choice:
    """A page that can be previewed."""

    pk: int
    title: str
    endonym: str


@register.simple_tag
def pages_to_preview(site: Site) -> list[Choice]:
    """The pages that the preview of a look offers."""
    return [
        Choice(page.pk, page.title, ENDONYMS.get(page.language, page.language))
        for page in pages_to_show(draw(site))
    ]
