"""Training for new employees: made-up cases that walk the ladder."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField, StreamField

from handlingsveileder.blocks.body import BODY_BLOCKS
from handlingsveileder.blocks.links import ArenaBlock
from handlingsveileder.blocks.parts import PLAIN_FEATURES
from handlingsveileder.blocks.scene import SceneBlock
from handlingsveileder.models.prose import ProsePage


class TrainingIndexPage(ProsePage):
    """All cases, how far one has come, and the sheet that says one is through."""

    body = StreamField(BODY_BLOCKS, verbose_name=_("text"), blank=True)

    menu_place = "footer"
    parent_page_types = ["handlingsveileder.HomePage"]
    subpage_types = ["handlingsveileder.TrainingCasePage"]
    max_count_per_parent = 1
    page_description = _("Training for new employees: lists the cases below it.")
    template = "handlingsveileder/training_index_page.html"

    content_panels = [*ProsePage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("training")
        verbose_name_plural = _("pages of training")


class TrainingCasePage(ProsePage):
    """A made-up case, in three to five scenes."""

    minutes = models.PositiveSmallIntegerField(_("minutes"), default=10)
    arenas = StreamField(
        [("arena", ArenaBlock())],
        verbose_name=_("arenas"),
        blank=True,
        help_text=_("Empty: everywhere."),
    )
    scenes = StreamField([("scene", SceneBlock())], verbose_name=_("scenes"), blank=True)
    closing = RichTextField(_("closing words"), features=PLAIN_FEATURES, blank=True)

    parent_page_types = ["handlingsveileder.TrainingIndexPage"]
    subpage_types: list[str] = []
    page_description = _("A made-up case for new employees. No real people.")
    template = "handlingsveileder/training_case_page.html"

    content_panels = [
        *ProsePage.content_panels,
        FieldRowPanel([FieldPanel("minutes")]),
        FieldPanel("arenas"),
        FieldPanel("scenes"),
        FieldPanel("closing"),
    ]

    class Meta:
        verbose_name = _("training case")
        verbose_name_plural = _("training cases")
