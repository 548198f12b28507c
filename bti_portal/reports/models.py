"""What a municipality keeps for its reports."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site


class GrantEvidence(models.Model):
    """An address laid beside a criterion of the grant, for what the portal cannot know."""

    class Criterion(models.TextChoices):
        ANCHORED = "anchored", _("Leaders and politicians stand behind the model")
        MAPPED = "mapped", _("Cooperation, competence and services have been mapped")
        FORMALISED = "formalised", _("The model is written down and decided across sectors")
        THREE_LEVELS = "three_levels", _("The model works on all three levels")
        GUIDE = "guide", _("A guide shows the way from concern to action")
        EVALUATED = "evaluated", _("The work is documented and evaluated, with those it is for")
        PUBLISHED = "published", _("The model is open on the web, and its results are shown")

    site = models.ForeignKey(
        Site, verbose_name=_("municipality's site"), on_delete=models.CASCADE, related_name="+"
    )
    criterion = models.CharField(_("criterion"), max_length=20, choices=Criterion)
    url = models.URLField(_("address"), max_length=500)
    note = models.CharField(
        _("what it shows"),
        max_length=250,
        blank=True,
        help_text=_("Never anything about a child or a family."),
    )
    added_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        verbose_name = _("evidence for the grant")
        verbose_name_plural = _("evidence for the grant")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.note or self.url


class GapSnapshot(models.Model):
    """How many services a municipality showed for each level, age and theme, one month."""

    site = models.ForeignKey(
        Site, verbose_name=_("municipality's site"), on_delete=models.CASCADE, related_name="+"
    )
    month = models.DateField(_("month"), help_text=_("The first day of it."))
    taken_at = models.DateTimeField(_("taken"))
    services = models.PositiveIntegerField(_("services"))
    # As `gaps.as_kept` gives it.
    counts = models.JSONField(_("counts"))

    class Meta:
        verbose_name = _("snapshot of the mapping")
        verbose_name_plural = _("snapshots of the mapping")
        ordering = ["-month"]
        constraints = [
            models.UniqueConstraint(fields=["site", "month"], name="one_snapshot_a_month")
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class ReviewReminder(models.Model):
    """Says that a person has been told, that day, that the check of something is due."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    due_on = models.DateField(_("due"))
    sent_on = models.DateField(_("sent"))

    class Meta:
        verbose_name = _("reminder of a check")
        verbose_name_plural = _("reminders of checks")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "content_type", "object_id", "due_on", "sent_on"],
                name="reminded_once_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.sent_on}"
