"""Who answers for a text or a fact, and when somebody last checked it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel


class Reviewed(models.Model):
    """A fact or a text that somebody answers for.

    An empty `checked_on` means that nobody has checked it; readers are told so. A date is never
    made up.
    """

    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("responsible"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Who keeps this true."),
    )
    checked_on = models.DateField(
        _("checked on"),
        null=True,
        blank=True,
        help_text=_("The day somebody last made sure that this is right. Empty if nobody has."),
    )
    source = models.URLField(
        _("source"),
        max_length=500,
        blank=True,
        help_text=_("The web address where the fact can be checked."),
    )
    next_check = models.DateField(_("next check"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_confirmed(self) -> bool:
        """Whether somebody has checked this."""
        return self.checked_on is not None


def review_panel(*, with_responsible: bool = True) -> MultiFieldPanel:
    """The fields of `Reviewed`, as one group in an editor."""
    names = ["checked_on", "source", "next_check"]
    if with_responsible:
        names.insert(0, "responsible")
    return MultiFieldPanel([FieldPanel(name) for name in names], heading=_("Review"))
