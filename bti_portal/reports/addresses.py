"""Where in the admin a page or a row is edited, or a missing one is made."""

from urllib.parse import urlencode

from django.db.models import Model
from django.urls import reverse
from wagtail.models import Page

from bti_portal.registers.models import ModelElement
from handlingsveileder.model_map import Cell


def edit_address(row: Model) -> str:
    """The editor of a page, or of a row of a register or the catalogue."""
    if isinstance(row, Page):
        return page_editor(row.pk)
    return reverse(type(row).snippet_viewset.get_url_name("edit"), args=[row.pk])


def page_editor(pk: int) -> str:
    return reverse("wagtailadmin_pages:edit", args=[pk])


def list_address(model: type[Model]) -> str:
    """The list of a kind of row."""
    return reverse(model.snippet_viewset.get_url_name("list"))


def add_address(cell: Cell) -> str:
    """A new part of the model, with the kind and level of a cell."""
    query = urlencode({"kind": cell.kind, "level": cell.level})
    return f"{reverse(ModelElement.snippet_viewset.get_url_name('add'))}?{query}"
