"""The toolbox: sheets, scales and guides for conversations."""

from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from handlingsveileder.blocks.body import BODY_BLOCKS
from handlingsveileder.blocks.links import ArenaBlock
from handlingsveileder.blocks.worksheet import WORKSHEET_BLOCKS
from handlingsveileder.models.prose import ProsePage
from tjenesteoversikt.choice_set import ChoiceSetField


class ToolAudience(models.TextChoices):
    PROFESSIONALS = "professionals", _("Staff")
    GUARDIANS = "guardians", _("Parents and guardians")
    YOUTH = "youth", _("Young people")


class ToolIndexPage(ProsePage):
    """All tools on one page."""

    parent_page_types = ["handlingsveileder.HomePage"]
    subpage_types = ["handlingsveileder.ToolPage"]
    page_description = _("The toolbox: lists all tools below it.")
    template = "handlingsveileder/tool_index_page.html"

    class Meta:
        verbose_name = _("toolbox")
        verbose_name_plural = _("toolboxes")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["tools"] = ToolPage.objects.child_of(self).live().select_related("document")
        return context


class ToolPage(ProsePage):
    """One tool, as a page that can be read and printed, and perhaps a file besides."""

    class Kind(models.TextChoices):
        FORM = "form", _("Form")
        SCALE = "scale", _("Scale")
        CONVERSATION = "conversation", _("Guide for a conversation")
        TEMPLATE = "template", _("Template")
        CHECKLIST = "checklist", _("Checklist")
        PLAN = "plan", _("Plan")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.FORM)
    audiences = ChoiceSetField(_("for whom"), choices=ToolAudience)
    sheets = models.PositiveSmallIntegerField(
        _("sheets"), default=1, help_text=_("How many A4 sheets it is when printed.")
    )
    version = models.CharField(_("version"), max_length=40, blank=True)
    arenas = StreamField(
        [("arena", ArenaBlock())],
        verbose_name=_("arenas"),
        blank=True,
        help_text=_("Empty: everywhere."),
    )
    maintainer = models.CharField(
        _("kept by"), max_length=160, blank=True, help_text=_("The function that keeps it.")
    )
    origin = models.CharField(
        _("where it comes from"), max_length=250, blank=True, help_text=_("Who made it, in words.")
    )
    licence = models.CharField(_("licence"), max_length=80, blank=True)
    body = StreamField(BODY_BLOCKS, verbose_name=_("the tool"), blank=True)
    worksheet = StreamField(
        WORKSHEET_BLOCKS,
        verbose_name=_("worksheet"),
        blank=True,
        help_text=_(
            "What one fills in: in the browser, where nothing is sent or kept, or on paper."
        ),
    )
    document = models.ForeignKey(
        settings.WAGTAILDOCS_DOCUMENT_MODEL,
        verbose_name=_("file"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Only if the page cannot do the work. Readers see type and size."),
    )

    parent_page_types = ["handlingsveileder.ToolIndexPage"]
    subpage_types: list[str] = []
    page_description = _("A sheet, a scale, a checklist or a guide for a conversation.")
    template = "handlingsveileder/tool_page.html"

    content_panels = [
        *ProsePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("kind"), FieldPanel("sheets"), FieldPanel("version")]),
                FieldPanel("audiences"),
                FieldPanel("arenas"),
                FieldPanel("maintainer"),
                FieldRowPanel([FieldPanel("origin"), FieldPanel("licence")]),
            ],
            heading=_("About the tool"),
        ),
        FieldPanel("body"),
        FieldPanel("worksheet"),
        FieldPanel("document"),
    ]
    search_fields = [*ProsePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("tool")
        verbose_name_plural = _("tools")
