"""The front page and its three doors."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from bti_portal.shell.pages import open_children
from handlingsveileder import ladder
from handlingsveileder.blocks.body import BODY_BLOCKS
from handlingsveileder.blocks.links import HelpLineBlock, ServiceBlock, ThemeBlock
from handlingsveileder.blocks.text import ActionBlock, PromiseBlock
from handlingsveileder.models.prose import ProsePage


class HomePage(ProsePage):
    """One question, three doors, what to do when it is urgent, and the ladder."""

    acute_help_lines = StreamField(
        [("help_line", HelpLineBlock())], verbose_name=_("acute help lines"), blank=True
    )
    themes = StreamField([("theme", ThemeBlock())], verbose_name=_("themes"), blank=True)
    ladder_heading = models.CharField(_("heading over the ladder"), max_length=120, blank=True)
    promises = StreamField(
        [("promise", PromiseBlock())], verbose_name=_("what the municipality promises"), blank=True
    )

    subpage_types = [
        "handlingsveileder.EntrancePage",
        "handlingsveileder.GuidePage",
        "tjenesteoversikt.ServiceIndexPage",
        "handlingsveileder.ToolIndexPage",
        "handlingsveileder.DecisionTreePage",
        "handlingsveileder.SignsPage",
        "handlingsveileder.ModelMapPage",
        "handlingsveileder.TrainingIndexPage",
        "handlingsveileder.ArticlePage",
    ]
    parent_page_types = ["wagtailcore.Page"]
    page_description = _("The front page of a municipality's site, one for each language.")
    template = "handlingsveileder/home_page.html"
    may_be_in_any_language = True

    content_panels = [
        *ProsePage.content_panels,
        FieldPanel("acute_help_lines"),
        FieldPanel("themes"),
        FieldPanel("ladder_heading"),
        FieldPanel("promises"),
    ]

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["doors"] = open_children(EntrancePage, self)
        context["ladders"] = ladder.all_on(context["shell"])
        return context


class EntrancePage(ProsePage):
    """A door from the front page: what this reader can do now, and where to begin."""

    class Audience(models.TextChoices):
        GUARDIANS = "guardians", _("Parents and guardians")
        YOUTH = "youth", _("Young people")
        PROFESSIONALS = "professionals", _("Staff")

    audience = models.CharField(_("for whom"), max_length=20, choices=Audience)
    door_text = models.CharField(
        _("text on the door"),
        max_length=160,
        blank=True,
        help_text=_("One line on the front page."),
    )
    actions = StreamField(
        [("action", ActionBlock())], verbose_name=_("what you can do now"), blank=True
    )
    start = models.ForeignKey(
        Page,
        verbose_name=_("where to begin"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    services = StreamField(
        [("service", ServiceBlock())], verbose_name=_("services most people need"), blank=True
    )
    help_lines = StreamField(
        [("help_line", HelpLineBlock())], verbose_name=_("help lines"), blank=True
    )
    body = StreamField(BODY_BLOCKS, verbose_name=_("text"), blank=True)

    parent_page_types = ["handlingsveileder.HomePage"]
    subpage_types: list[str] = []
    page_description = _("A door for parents, young people or staff.")
    template = "handlingsveileder/entrance_page.html"
    may_be_in_any_language = True

    content_panels = [
        *ProsePage.content_panels,
        MultiFieldPanel([FieldPanel("audience"), FieldPanel("door_text")], heading=_("The door")),
        FieldPanel("actions"),
        FieldPanel("start"),
        FieldPanel("services"),
        FieldPanel("help_lines"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("door")
        verbose_name_plural = _("doors")
