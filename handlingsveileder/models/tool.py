"""One tool: a sheet, a scale, a checklist or a guide for a conversation."""

from typing import Any

from django.conf import settings
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import path
from wagtail.fields import StreamField
from wagtail.search import index

from bti_portal.printing import docx, pdf
from bti_portal.registers.models import Arena
from bti_portal.shell.navigation import Shell
from handlingsveileder import blank_sheets, toolbox
from handlingsveileder.blocks.body import BODY_BLOCKS
from handlingsveileder.blocks.links import ArenaBlock
from handlingsveileder.blocks.worksheet import WORKSHEET_BLOCKS
from handlingsveileder.models.prose import ProsePage
from tjenesteoversikt.choice_set import ChoiceSetField

COME_BACK_AFTER_SECONDS = 15


class ToolAudience(models.TextChoices):
    PROFESSIONALS = "professionals", _("Staff")
    GUARDIANS = "guardians", _("Parents and guardians")
    YOUTH = "youth", _("Young people")


class ToolPage(ProsePage):
    """One tool, as a page that can be read and printed, and perhaps a file besides.

    A worksheet is a tool with questions: the page is the sheet. What somebody fills in never
    leaves the browser; below the page are blank files with the same questions.
    """

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

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        arenas = [block.value for block in self.arenas if block.value]
        (context["entry"],) = toolbox.entries([self], context["shell"], arenas)
        context["has_pdf"] = pdf.is_available()
        return context

    @path("tomt.pdf/")
    def blank_pdf(self, request: HttpRequest) -> HttpResponse:
        """The blank worksheet as tagged PDF, or a page that says why there is none."""
        shell = self._shell_of_sheet(request)
        if not pdf.is_available():
            return self._apology(request, shell, "missing", status=404)
        try:
            return self._file(blank_sheets.pdf_of(self, shell), "application/pdf", "pdf")
        except pdf.TooLarge:
            return self._apology(request, shell, "large", status=503)
        except pdf.Busy:
            answer = self._apology(request, shell, "busy", status=503)
            answer["Retry-After"] = str(COME_BACK_AFTER_SECONDS)
            return answer

    @path("tomt.docx/")
    def blank_docx(self, request: HttpRequest) -> HttpResponse:
        """The blank worksheet as a Word document."""
        content = blank_sheets.docx_of(self, self._shell_of_sheet(request))
        return self._file(content, docx.MEDIA_TYPE, "docx")

    def _shell_of_sheet(self, request: HttpRequest) -> Shell:
        """The surroundings of a blank sheet, with all that it cites at hand; 404 without a sheet."""
        if not self.worksheet:
            raise Http404
        return ProsePage.get_context(self, request)["shell"]

    def _apology(
        self, request: HttpRequest, shell: Shell, why: str, *, status: int
    ) -> HttpResponse:
        context = {"page": self, "shell": shell, "why": why, "back": self.get_url(request)}
        template = "handlingsveileder/print/unavailable.html"
        return render(request, template, context, status=status)

    def _file(self, content: bytes, media_type: str, ending: str) -> HttpResponse:
        response = HttpResponse(content, content_type=media_type)
        response["Content-Disposition"] = f'attachment; filename="{self.slug}.{ending}"'
        return response

    @property
    def arena_ids(self) -> list[int]:
        """Primary keys of the arenas it is for; none means all."""
        return [int(block["value"]) for block in self.arenas.raw_data if block["value"]]

    def is_for(self, arena: Arena) -> bool:
        """Whether it is for `arena`, or for all."""
        return not self.arena_ids or arena.pk in self.arena_ids
