"""What each loaded text came from."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site


class Origin(models.Model):
    """Remembers the text that a package gave at one place of one object.

    A place is a field, or the path of block ids to one text of a stream (`packages.places`). A text
    that still equals its base follows the package when it changes. A text that somebody has edited
    is theirs. If the package changes it too, `newer` holds what it says now, until somebody has
    chosen; what is stored is JSON, so `null` means that the package has emptied it.
    """

    package = models.CharField(max_length=80)
    version = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    site = models.ForeignKey(Site, null=True, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=10, blank=True)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    object = GenericForeignKey()
    field = models.CharField(max_length=255)
    base = models.TextField()
    newer = models.TextField(null=True)
    newer_version = models.CharField(max_length=40, blank=True)
    # The package that gave the text first, where a guide on loan has been joined to it.
    began_as = models.CharField(max_length=80, blank=True)

    class Meta:
        verbose_name = _("origin of a text")
        verbose_name_plural = _("origins of texts")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "field"], name="one_origin_per_field"
            )
        ]
        indexes = [
            models.Index(fields=["package", "key", "site"], name="origin_by_key"),
            models.Index(
                fields=["site"], name="origin_that_waits", condition=models.Q(newer__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}.{self.field} ({self.package} {self.version})"


class ReceivedPackage(models.Model):
    """A package that a municipality has been sent: first read, then shown as a plan, then written.

    Once it is written, or another is sent instead, the file is not kept.
    """

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    file_name = models.CharField(_("file"), max_length=200)
    name = models.CharField(max_length=80)
    version = models.CharField(_("version"), max_length=40)
    title_nn = models.CharField(max_length=200, blank=True)
    title_nb = models.CharField(max_length=200, blank=True)
    lender = models.CharField(_("lent by"), max_length=200, blank=True)
    content = models.BinaryField(null=True)
    received_at = models.DateTimeField(auto_now_add=True)
    written_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)
    # Into the guide the municipality has, which began as the same package; else beside it.
    joins_own = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("borrowed guide")
        verbose_name_plural = _("borrowed guides")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"
