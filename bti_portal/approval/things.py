"""What is approved: a page, or a row of a municipality's."""

from django.db.models import Model
from django.urls import reverse
from wagtail.admin.utils import get_latest_str
from wagtail.models import Page, Site


def site_of(thing: Model) -> Site | None:
    """The municipality's site that the page or row belongs to."""
    return thing.get_site() if isinstance(thing, Page) else getattr(thing, "site", None)


def title_of(thing: Model) -> str:
    """What it is called in its newest draft."""
    return str(get_latest_str(thing))


def edit_address(thing: Model) -> str:
    """The path of its editor."""
    return address_of(type(thing), thing.pk, "edit")


def address_of(model: type[Model], pk: object, name: str) -> str:
    """The path of one of the admin's pages about a page or row, as `edit` or `workflow_history`."""
    if issubclass(model, Page):
        return reverse(f"wagtailadmin_pages:{name}", args=[pk])
    return reverse(model.snippet_viewset.get_url_name(name), args=[pk])
