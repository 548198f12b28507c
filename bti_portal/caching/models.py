"""Which generation of content is the present one."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Generation(models.Model):
    """A token that changes, in the same transaction, whenever content that readers see changes."""

    name = models.CharField(max_length=40, unique=True)
    token = models.UUIDField()

    class Meta:
        verbose_name = _("generation")
        verbose_name_plural = _("generations")

    def __str__(self) -> str:
        return f"{self.name} {self.token}"
