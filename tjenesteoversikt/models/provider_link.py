"""A link by which a provider without an account keeps its own services true, and what came by it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from tjenesteoversikt.models.rows import Provider, Service


class ProviderLink(models.Model):
    """Opens one provider's own services at one site, for a while. The link itself is not kept."""

    site = models.ForeignKey(
        Site, verbose_name=_("municipality's site"), on_delete=models.CASCADE, related_name="+"
    )
    provider = models.ForeignKey(
        Provider, verbose_name=_("provider"), on_delete=models.CASCADE, related_name="links"
    )
    # Whoever reads the database cannot open the link.
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    expires_at = models.DateTimeField(_("holds until"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    used = models.PositiveIntegerField(_("times opened"), default=0)
    used_at = models.DateTimeField(_("last opened"), null=True, blank=True)

    class Meta:
        verbose_name = _("link for a provider")
        verbose_name_plural = _("links for providers")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.provider} – {self.expires_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        """Whether it still works."""
        return self.revoked_at is None and self.expires_at > timezone.now()


class Proposal(models.Model):
    """What a provider said about one of its services. It changes nothing until somebody accepts it."""

    class Kind(models.TextChoices):
        CONFIRMATION = "confirmation", _("Everything is right")
        CORRECTION = "correction", _("Something should be changed")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits for an answer")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        REPLACED = "replaced", _("Replaced by a newer one")

    service = models.ForeignKey(
        Service, verbose_name=_("service"), on_delete=models.CASCADE, related_name="proposals"
    )
    link = models.ForeignKey(
        ProviderLink, verbose_name=_("link"), on_delete=models.CASCADE, related_name="proposals"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    values = models.JSONField(_("proposed"), default=dict)
    seen = models.JSONField(_("what stood there"), default=dict)
    created_at = models.DateTimeField(_("sent"), auto_now_add=True)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.WAITING)
    reason = models.TextField(_("why it was declined"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    class Meta:
        verbose_name = _("proposal from a provider")
        verbose_name_plural = _("proposals from providers")
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "link"],
                condition=Q(state="waiting"),
                name="one_waiting_proposal_a_service_and_link",
            )
        ]

    def __str__(self) -> str:
        return f"{self.service} – {self.get_kind_display()}"
