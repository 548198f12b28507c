"""What is remembered about the two forms of a page or a row."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

PAGE = "page"


class Parity(models.Model):
    """How two forms go together, and how they read when somebody last said they were in step.

    Attributes:
        kind: `PAGE`, or the label of the row's model.
        key: what both forms share: a page's translation key, a row's primary key.
        texts: the texts at the time, by language and address within the page or row.
        changed: by language, when that form was first published with other texts than those.
        proposals: by language and address, what the machine proposes: `text`, `doubtful` words, and
            `of`, the source it read.
    """

    class Mode(models.TextChoices):
        STEP = "step", _("Keep in step: the board tells when one form has changed")
        DRAFT = "draft", _("The other form is a draft until somebody has proofread it")
        ALONE = "alone", _("Show only one form: the one chosen below, else this one")
        APART = "apart", _("Show both, each on its own: differences are meant")

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=80)
    key = models.CharField(max_length=36)
    mode = models.CharField(
        _("how the forms go together"), max_length=10, choices=Mode, default="step"
    )
    source = models.CharField(_("source"), max_length=10, blank=True)
    in_step_at = models.DateTimeField(null=True)
    in_step_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    digests = models.JSONField(default=dict)
    texts = models.JSONField(default=dict)
    changed = models.JSONField(default=dict)
    proposals = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("parity of two forms")
        verbose_name_plural = _("parity of two forms")
        constraints = [
            models.UniqueConstraint(fields=["site", "kind", "key"], name="one_parity_per_thing")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class TranslatorsFile(models.Model):
    """A translator's file whose plan somebody looks at; gone when it is used, or after a day."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    text = models.TextField()
    uploaded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("translator's file")
        verbose_name_plural = _("translators' files")

    def __str__(self) -> str:
        return self.name

    @classmethod
    def keep(cls, **values: Any) -> "TranslatorsFile":
        """Keep a file, and forget those nobody used."""
        cls.objects.filter(uploaded_at__lt=timezone.now() - timezone.timedelta(days=1)).delete()
        return cls.objects.create(**values)
