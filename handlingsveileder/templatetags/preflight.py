"""What preflight finds, for the parts of an editor that are drawn again after each saving."""

from typing import Any

from django import template
from wagtail.models import Page

from handlingsveileder.admin_panels import preflight_of
from handlingsveileder.models.prose import ProsePage

register = template.Library()


@register.simple_tag
def preflight_findings(page: Page) -> dict[str, Any] | None:
    """As in the editor's panel; None for a page type that has no such panel."""
    return preflight_of(page) if isinstance(page, ProsePage) else None
