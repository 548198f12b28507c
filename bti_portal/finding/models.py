"""What can be found at a site, as canonical words: the same rows on SQLite and PostgreSQL."""

from uuid import uuid4

from django.db import models
from wagtail.models import Site


class SearchEntry(models.Model):
    """One thing that readers of a site can find.

    The four texts hold canonical words (`bti_portal.norsk`) with spaces between, both forms of
    Norwegian together, in falling order of how much they say. `facets` holds `question:value`.
    """

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    object_id = models.PositiveBigIntegerField()
    # Empty for what is shown in both forms of Norwegian.
    language = models.CharField(max_length=12, blank=True)
    name_nn = models.CharField(max_length=255, blank=True)
    name_nb = models.CharField(max_length=255, blank=True)
    title = models.TextField(blank=True)
    need = models.TextField(blank=True)
    theme = models.TextField(blank=True)
    text = models.TextField(blank=True)
    facets = models.TextField(blank=True)
    # As they are spelt, for suggestions.
    words_nn = models.TextField(blank=True)
    words_nb = models.TextField(blank=True)
    checked_on = models.DateField(null=True, blank=True)
    # The last day it is shown.
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "kind", "object_id"], name="one_entry_a_thing")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}: {self.name_nn or self.name_nb}"


class SearchState(models.Model):
    """Changes with every change of a site's entries, in the same transaction."""

    site = models.OneToOneField(Site, on_delete=models.CASCADE, related_name="+")
    token = models.UUIDField(default=uuid4)

    def __str__(self) -> str:
        return f"{self.site_id}: {self.token}"
