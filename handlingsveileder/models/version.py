"""What a guide said when a version of it was published."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from handlingsveileder.models.guide import GuidePage


class GuideVersion(models.Model):
    """A guide as it stood when it was published with a new version number."""

    guide = models.ForeignKey(
        GuidePage, verbose_name=_("guide"), on_delete=models.CASCADE, related_name="versions"
    )
    version = models.CharField(_("version"), max_length=40)
    summary = models.TextField(_("what is new"), blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    approved_by = models.CharField(_("approved by"), max_length=160, blank=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    case_number = models.CharField(_("case number"), max_length=60, blank=True)
    minutes_url = models.URLField(_("address of the minutes"), max_length=500, blank=True)
    recorded_at = models.DateTimeField(_("kept at"), auto_now_add=True)
    document = models.JSONField(_("the guide as it was"))

    class Meta:
        verbose_name = _("version of a guide")
        verbose_name_plural = _("versions of guides")
        ordering = ["-recorded_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["guide", "version"], name="guide_version")]

    def __str__(self) -> str:
        return self.version
