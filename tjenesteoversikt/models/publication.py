"""Which municipalities show a service, and the text of it they have said yes to."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision, Site

from tjenesteoversikt.models.rows import LOCATING, Service


class PublicationQuerySet(models.QuerySet["Publication"]):
    def shown(self) -> "PublicationQuerySet":
        """Those that readers may see: visible, the service published, and the text approved here."""
        approved = Q(site=F("service__site")) | Q(approved_revision__isnull=False)
        return self.filter(approved, is_visible=True, service__live=True)


class Publication(models.Model):
    """One service shown on one municipality's site, with that municipality's own words beside it.

    The owner's publication follows the live row. A borrower's shows `approved_revision` until its
    own people say yes to a newer one; without an approved one readers see nothing.
    """

    service = models.ForeignKey(
        Service, verbose_name=_("service"), on_delete=models.CASCADE, related_name="publications"
    )
    site = models.ForeignKey(
        Site, verbose_name=_("municipality's site"), on_delete=models.CASCADE, related_name="+"
    )
    is_visible = models.BooleanField(_("shown to readers"), default=True)
    approved_revision = models.ForeignKey(
        Revision,
        verbose_name=_("approved text"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    declined_revision = models.ForeignKey(
        Revision,
        verbose_name=_("declined text"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decline_reason = models.TextField(_("why it was declined"), blank=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True, editable=False)
    local_note = models.TextField(
        _("local note"),
        blank=True,
        help_text=_("What is special for this municipality: travel, contact, agreement."),
    )
    local_contact = models.CharField(_("local contact"), max_length=160, blank=True)
    local_travel = models.CharField(_("how to get there from here"), max_length=250, blank=True)
    local_phone = models.CharField(_("local telephone"), max_length=30, blank=True)
    local_email = models.EmailField(_("local e-mail"), blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["service", "site"], name="service_shown_once_a_site")
        ]

    def __str__(self) -> str:
        return f"{self.service_name} – {self.site.site_name}"

    @property
    def is_withdrawn(self) -> bool:
        """Whether it is another municipality's, which shows it to nobody any more."""
        return self.is_borrowed and not self.service.live

    @property
    def service_name(self) -> str:
        """What the people of this site know the service by: never its owner's draft."""
        if not self.is_withdrawn:
            return str(self.service)
        return str(self.shown) if self.approved_revision else str(_("withdrawn service"))

    @property
    def is_borrowed(self) -> bool:
        """Whether another municipality owns the service."""
        return self.service.site_id != self.site_id

    @property
    def is_shown(self) -> bool:
        """Whether readers may see it, as `PublicationQuerySet.shown` has it."""
        is_approved = not self.is_borrowed or self.approved_revision_id is not None
        return self.is_visible and self.service.live and is_approved

    @cached_property
    def shown(self) -> Service:
        """The service as readers of this site see it; costs no query for an owner's.

        For a borrower it is built from the approved text, with its provider; what it cites
        (themes, needs, arenas, legal references) is fetched when asked for.
        """
        if not self.is_borrowed or self.approved_revision is None:
            return self.service
        return _service_of(self.approved_revision.content, self.service)


def _service_of(content: dict[str, Any], live: Service) -> Service:
    """The service as it was when `content` was written; what it lacks since is as it is now."""
    values = {}
    for field in Service._meta.concrete_fields:
        if field.name in content:
            values[field.attname] = field.to_python(content[field.name])
        else:
            values[field.attname] = getattr(live, field.attname)
    if live.is_address_withheld:
        # A shelter's address goes at once, whatever text somebody has approved.
        values |= {"is_address_withheld": True} | dict.fromkeys((*LOCATING, "place", "travel"), "")
    service = Service(**values)
    service._state.adding = False
    service._state.db = live._state.db
    if service.provider_id == live.provider_id:
        service.provider = live.provider
    service._cluster_related_objects = {
        field.name: field.related_model.objects.filter(pk__in=content[field.name])
        for field in Service._meta.many_to_many
        if field.name in content
    }
    return service
