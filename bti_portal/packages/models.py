"""What each loaded text came from."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site


class Origin(models.Model):
    """Remembers the text that a package gave one field of one object.

    A field whose text still equals its base follows the package when it changes. A field that
    somebody has edited is theirs: it is left alone, and listed.
    """

    package = models.CharField(max_length=80)
    version = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    site = models.ForeignKey(Site, null=True, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=10, blank=True)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    object = GenericForeignKey()
    field = models.CharField(max_length=80)
    base = models.TextField()

    class Meta:
        verbose_name = _("origin of a text")
        verbose_name_plural = _("origins of texts")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "field"], name="one_origin_per_field"
            )
        ]
        indexes = [models.Index(fields=["package", "key", "site"], name="origin_by_key")]

    def __str__(self) -> str:
        return f"{self.key}.{self.field} ({self.package} {self.version})"
