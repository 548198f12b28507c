"""Training for new employees: made-up cases that walk the ladder."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from bti_portal.registers.models import Arena
from bti_portal.shell.pages import open_children
from handlingsveileder import ladder
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

    @cached_property
    def cases(self) -> list["TrainingCasePage"]:
        """The published cases, in order."""
        return list(open_children(TrainingCasePage, self)) if self.pk else []

    def pages_shown(self) -> list[Page]:
        return [self, *self.cases]

    @property
    def cases_by_arena(self) -> list[tuple[Arena, list["TrainingCasePage"]]]:
        """For a leader: the arenas that some case is for, and the cases that fit there."""
        arenas = {arena for case in self.cases for arena in case.arenas_named}
        return [
            (arena, [case for case in self.cases if case.fits(arena)])
            for arena in sorted(arenas, key=lambda arena: (arena.position, arena.pk))
        ]


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

    @property
    def progress_key(self) -> str:
        """What the reader's browser remembers the case by; the same in both forms."""
        return self.translation_key.hex

    @property
    def arenas_named(self) -> list[Arena]:
        """The arenas the case is for; none when it fits everywhere."""
        return [block.value for block in self.arenas if block.value]

    def fits(self, arena: Arena) -> bool:
        return arena in self.arenas_named or not self.arenas_named

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["ladder"] = ladder.with_way_out(context["shell"])
        lineage = context["shell"].trail
        context["index_url"] = lineage[-2].url if len(lineage) > 1 else ""
        return context
