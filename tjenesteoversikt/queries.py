"""Reads of the catalogue."""

from django.db.models import F, Model, QuerySet, Value
from django.db.models.functions import Coalesce, Lower, NullIf
from django.utils.translation import get_language
from wagtail.models import ReferenceIndex, Site

from bti_portal.shell.navigation import Shell
from bti_portal.shell.outline import Outline, OutlinePage
from tjenesteoversikt.models.publication import Publication

# What a database can look for; an address may hold any number.
LARGEST_KEY = 2**63 - 1


def publications_at(site: Site) -> QuerySet[Publication]:
    """What readers of `site` may see, in the order of names in the active language."""
    own, other = ("nn", "nb") if get_language() == "nn" else ("nb", "nn")
    name = Coalesce(
        NullIf(F(f"service__name_{own}"), Value("")), F(f"service__name_{other}"), Value("")
    )
    return (
        Publication.objects.shown()
        .filter(site=site)
        .select_related("service", "service__provider", "approved_revision")
        .order_by(Lower(name), "pk")
    )


def publication_of(site: Site, service_pk: int) -> Publication | None:
    """The service as shown on `site`, or None if readers there may not see it."""
    if service_pk > LARGEST_KEY:
        return None
    return (
        publications_at(site)
        .filter(service_id=service_pk)
        .prefetch_related("service__themes", "service__legal_references")
        .first()
    )


def catalogue_in(outline: Outline | None, language: str) -> OutlinePage | None:
    """The catalogue's page on a site in `language`."""
    return outline.first("tjenesteoversikt.ServiceIndexPage", language) if outline else None


def steps_citing(obj: Model, shell: Shell) -> list[OutlinePage]:
    """Published steps of the reader's site and language that cite `obj`. One query."""
    if not shell.outline or not shell.home:
        return []
    cited_by = ReferenceIndex.get_references_to(obj).values_list("object_id", flat=True)
    ids = {int(pk) for pk in cited_by if pk.isdigit()}
    return [
        page
        for page in shell.outline.pages
        if page.pk in ids
        and getattr(page.model, "is_step", False)
        and page.language == shell.language
        and not shell.outline.is_restricted(page.path)
    ]
