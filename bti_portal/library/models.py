"""Images and documents, with titles in both forms of Norwegian."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class PortalImage(AbstractImage):
    """An image. Its description is what a screen reader says; empty means decoration."""

    alternative_text = models.CharField(
        _("alternative text"),
        max_length=250,
        blank=True,
        help_text=_(
            "What the image shows, for those who cannot see it. Empty if it is decoration."
        ),
    )

    admin_form_fields = (
        *Image.admin_form_fields,
        "alternative_text_nn",
        "alternative_text_nb",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    @property
    def default_alt_text(self) -> str:
        return self.alternative_text


class PortalRendition(AbstractRendition):
    image = models.ForeignKey(PortalImage, related_name="renditions", on_delete=models.CASCADE)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="unique_rendition"
            )
        ]


class PortalDocument(AbstractDocument):
    """A file to download. A page is better for readers; the file says whether it is accessible."""

    public_title = models.CharField(
        _("title for readers"),
        max_length=250,
        blank=True,
        help_text=_("Shown to readers instead of the file's title."),
    )
    is_accessible = models.BooleanField(
        _("tested for accessibility"),
        default=False,
        help_text=_(
            "Tick when somebody has checked that the file can be read with a screen reader."
        ),
    )

    admin_form_fields = (
        *Document.admin_form_fields,
        "public_title_nn",
        "public_title_nb",
        "is_accessible",
    )

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
