"""Where rows of the catalogue came from when they came in a file, and what each import did."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from tjenesteoversikt.models.rows import Service


class ColumnMapping(models.Model):
    """A list that a municipality keeps somewhere else: its name, and what its headings mean."""

    site = models.ForeignKey(
        Site, verbose_name=_("municipality's site"), on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField(_("name of the list"), max_length=80)
    columns = models.JSONField(_("what the headings mean"), default=dict, blank=True)

    class Meta:
        verbose_name = _("imported list")
        verbose_name_plural = _("imported lists")
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["site", "name"], name="imported_list_name")]

    def __str__(self) -> str:
        return self.name


class ImportedRow(models.Model):
    """Says that a list has held a service, under the list's own number for it."""

    mapping = models.ForeignKey(ColumnMapping, on_delete=models.CASCADE, related_name="rows")
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200, blank=True)
    # Taken away from readers by an import: it comes back if the list has it again.
    is_retired = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mapping", "service"], name="imported_row_once_a_list")
        ]

    def __str__(self) -> str:
        return self.key or str(self.service_id)


class ImportRun(models.Model):
    """A file on its way into the catalogue, or what one did when it got there."""

    site = models.ForeignKey(
        Site, verbose_name=_("municipality's site"), on_delete=models.CASCADE, related_name="+"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    mapping = models.ForeignKey(
        ColumnMapping, verbose_name=_("list"), on_delete=models.CASCADE, related_name="runs"
    )
    file_name = models.CharField(_("file"), max_length=200)
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    applied_at = models.DateTimeField(_("imported at"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("undone by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    # The cells, until the file is imported.
    table = models.JSONField(default=dict, blank=True)
    heading_row = models.PositiveIntegerField(default=1)
    columns = models.JSONField(default=dict, blank=True)
    does_erase = models.BooleanField(default=False)
    does_retire = models.BooleanField(default=False)
    counts = models.JSONField(default=dict, blank=True)
    # What each row was before, so that the run can be undone.
    undo = models.JSONField(default=list, blank=True)
    left_alone = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def can_be_undone(self) -> bool:
        """Whether the run has written something that has not been taken back."""
        return self.applied_at is not None and self.undone_at is None and bool(self.undo)

    def mapped(self) -> dict[int, str]:
        """The columns of the file, counted from 0, that mean something here."""
        chosen: dict[str, Any] = self.columns
        return {int(place): key for place, key in chosen.items() if key}
