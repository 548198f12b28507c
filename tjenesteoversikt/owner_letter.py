"""Tells the owner of a service that a borrower said no to its newest text, and why."""

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Site

from bti_portal.accounts.admin_address import admin_address
from bti_portal.accounts.models import User
from bti_portal.accounts.posting import post
from bti_portal.accounts.sites import site_ids_of
from tjenesteoversikt.borrowed import municipality_names
from tjenesteoversikt.models import Publication, Service


def _publishers_at(site: Site) -> QuerySet[User]:
    return User.objects.filter(
        is_active=True,
        groups__site_role__site=site,
        groups__permissions__codename="publish_service",
        groups__permissions__content_type__app_label="tjenesteoversikt",
    ).distinct()


def _owners(service: Service) -> list[User]:
    """The one who answers for the service, if still there; else those who publish services there."""
    person = service.responsible
    if person and person.is_active and service.site_id in site_ids_of(person):
        return [person]
    return list(_publishers_at(service.site))


def tell_owner(publication_pk: int, actor: AbstractBaseUser) -> None:
    """Send the owner the answer that now stands."""
    rows = Publication.objects.select_related(
        "service__site__root_page__locale", "service__responsible"
    )
    publication = rows.filter(pk=publication_pk).first()
    if publication is None or not publication.decline_reason:
        return
    service = publication.service
    editor = reverse(Service.snippet_viewset.get_url_name("edit"), args=[service.pk])

    def write(person: User) -> tuple[str, str]:
        names = municipality_names()
        words = {
            "person": person,
            "service": service,
            "borrower": names[publication.site_id],
            "owner": names[service.site_id],
            "reason": publication.decline_reason,
            "url": admin_address(editor),
        }
        subject = _("%(borrower)s does not show the newest text of “%(service)s”") % words
        return subject, render_to_string("tjenesteoversikt/letters/declined.txt", words)

    post([one for one in _owners(service) if one.pk != actor.pk], service.site, write)
