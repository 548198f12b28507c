"""Links by which outsiders read a draft."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site


class PreviewLink(models.Model):
    """Opens the draft of one page or row, or of a guide with all below it, for a while.

    The link itself is not kept, and neither is who opened it, or how often.
    """

    site = models.ForeignKey(
        Site, verbose_name=_("municipality's site"), on_delete=models.CASCADE, related_name="+"
    )
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    thing = GenericForeignKey("content_type", "object_id")
    is_whole = models.BooleanField(_("with all below it"), default=False)
    # What it was called when the link was made, for the list, also when it is gone.
    title = models.CharField(_("title"), max_length=255)
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

    class Meta:
        verbose_name = _("link to a draft")
        verbose_name_plural = _("links to drafts")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.title} – {self.expires_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        """Whether it still works."""
        return self.revoked_at is None and self.expires_at > timezone.now()
