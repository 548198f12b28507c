"""The guide itself: guide › level › step."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.contrib.routable_page.models import path
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from bti_portal.registers.models import Arena
from bti_portal.shell.languages import ENDONYMS
from bti_portal.shell.navigation import Link, Shell
from bti_portal.shell.pages import open_children
from handlingsveileder import ladder
from handlingsveileder.arenas import DIFFERING, arenas_at, named, seen_from, tail_of
from handlingsveileder.blocks.body import BODY_BLOCKS
from handlingsveileder.blocks.decision import DecisionBlock
from handlingsveileder.blocks.links import LegalReferenceBlock, RoleBlock, ServiceBlock, ToolBlock
from handlingsveileder.blocks.parts import PLAIN_FEATURES
from handlingsveileder.blocks.step import InvolvementBlock, VariantBlock
from handlingsveileder.models.printed import PosterPage, PrintedPage, SearchedPage
from handlingsveileder.models.prose import ProsePage
from handlingsveileder.taken_addresses import RungForm
from handlingsveileder.version_pages import VersionRoutes


class LadderPage(PrintedPage, ProsePage):
    """A page that stands somewhere on a ladder."""

    # In the admin, the pages below it stand in the order readers meet them.
    admin_default_ordering = "ord"

    class Meta:
        abstract = True

    @path("for/<slug:word>/")
    def for_arena(self, request: HttpRequest, word: str) -> HttpResponse:
        """The page as one arena sees it. Without the arena stands the canonical address."""
        arena = named(word, arenas_at(Shell(request, self).site))
        if arena is None:
            return self.unknown_arena(request)
        if not request.path.endswith(f"/{tail_of(arena, get_language())}"):
            return redirect(self.get_url(request) + tail_of(arena, get_language()), permanent=True)
        return self.render(request, arena=arena)

    def unknown_arena(self, request: HttpRequest) -> HttpResponse:
        """Says that there is no such arena, and which there are."""
        context = self.get_context(request)
        context["arenas"] = [
            Link(str(arena), self.get_url(request) + tail_of(arena, get_language()))
            for arena in arenas_at(context["shell"].site)
        ]
        return render(request, "handlingsveileder/unknown_arena.html", context, status=404)

    def get_context(
        self, request: HttpRequest, *args: Any, arena: Arena | None = None, **kwargs: Any
    ) -> dict[str, Any]:
        context = super().get_context(request, *args, arena=arena, **kwargs)
        seen = ladder.around(self, context["shell"], arena)
        context |= {"ladder": seen, "arena": arena}
        if seen and seen.arenas:
            here = self.get_url(request)
            context["everywhere"] = here
            context["chairs"] = [
                (chair, here + tail_of(chair, get_language()), chair == arena)
                for chair in seen.arenas
            ]
        return context

    def shell_around(
        self, request: HttpRequest, arena: Arena | None = None, **kwargs: Any
    ) -> Shell:
        if arena is None:
            return super().shell_around(request, **kwargs)
        plain = Shell(request, self)
        guide = ladder.guide_around(self, plain)
        return Shell(
            request,
            self,
            tail={code: tail_of(arena, code) for code in ENDONYMS},
            carried=(guide.url, tail_of(arena, plain.language)) if guide else ("", ""),
            is_canonical=False,
        )


class GuidePage(SearchedPage, VersionRoutes, LadderPage):
    """From concern to action: the levels, and what holds on all of them."""

    violence_exit = models.ForeignKey(
        Page,
        verbose_name=_("way out on suspicion of violence"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The page that every level and step links to in its first line."),
    )
    arena = models.ForeignKey(
        Arena,
        verbose_name=_("arena"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Only if the municipality has one guide for each service. Empty: for all."),
    )
    body = StreamField(BODY_BLOCKS, verbose_name=_("text"), blank=True)
    decisions = StreamField(
        [("decision", DecisionBlock())],
        verbose_name=_("decisions that hold all the way"),
        blank=True,
    )
    version = models.CharField(
        _("version"),
        max_length=40,
        blank=True,
        help_text=_("A new number here, and the guide as it is published is kept as that version."),
    )
    version_summary = models.TextField(
        _("what is new"), blank=True, help_text=_("For readers, in plain words.")
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    approved_by = models.CharField(
        _("approved by"), max_length=160, blank=True, help_text=_("The body that decided.")
    )
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    case_number = models.CharField(_("case number"), max_length=60, blank=True)
    minutes_url = models.URLField(_("address of the minutes"), max_length=500, blank=True)

    is_read_as_a_whole = True
    parent_page_types = ["handlingsveileder.HomePage"]
    subpage_types = ["handlingsveileder.LevelPage"]
    page_description = _("The guide from concern to action. Its levels stand below it.")
    template = "handlingsveileder/guide_page.html"

    content_panels = [
        *ProsePage.content_panels,
        PageChooserPanel("violence_exit"),
        FieldPanel("arena"),
        FieldPanel("body"),
        FieldPanel("decisions"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("version"), FieldPanel("valid_from")]),
                FieldPanel("version_summary"),
                FieldRowPanel([FieldPanel("approved_by"), FieldPanel("approved_on")]),
                FieldRowPanel([FieldPanel("case_number"), FieldPanel("minutes_url")]),
            ],
            heading=_("Version and approval"),
        ),
    ]

    class Meta:
        verbose_name = _("guide")
        verbose_name_plural = _("guides")


class LevelPage(PosterPage, LadderPage):
    """One level, with all its steps in sequence."""

    label = models.CharField(
        _("number or letter"), max_length=10, help_text=_("What the level is called: 0, A, 3.1 …")
    )
    who_works = RichTextField(_("who works here"), features=PLAIN_FEATURES, blank=True)
    advice = RichTextField(
        _("whom to ask for advice"),
        features=PLAIN_FEATURES,
        blank=True,
        help_text=_("Whom staff on this level can call."),
    )
    body = StreamField(BODY_BLOCKS, verbose_name=_("text"), blank=True)

    base_form_class = RungForm
    parent_page_types = ["handlingsveileder.GuidePage"]
    subpage_types = ["handlingsveileder.StepPage"]
    page_description = _("One level of the guide. Its steps stand below it.")
    template = "handlingsveileder/level_page.html"

    content_panels = [
        *ProsePage.content_panels,
        FieldPanel("label"),
        FieldPanel("who_works"),
        FieldPanel("advice"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("level")
        verbose_name_plural = _("levels")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["steps"] = [seen_from(step, context["arena"]) for step in self.steps]
        return context

    @cached_property
    def steps(self) -> list["StepPage"]:
        """The published steps, in order, with all their texts."""
        return list(open_children(StepPage, self)) if self.pk else []

    def read_as_draft(self, drafts: Iterable[Any]) -> None:
        own = {
            page.path: page
            for page in drafts
            if isinstance(page, StepPage) and page.path[: -Page.steplen] == self.path
        }
        steps = {step.path: step for step in self.steps} | own
        self.steps = [steps[path] for path in sorted(steps)]

    def pages_shown(self) -> list[Page]:
        return [self, *self.steps]


class StepPage(LadderPage):
    """One step: what, how, who, tools, and how it looks to the family."""

    what = RichTextField(_("what"), features=PLAIN_FEATURES, blank=True)
    how = RichTextField(_("how"), features=PLAIN_FEATURES, blank=True)
    responsible_roles = StreamField(
        [("role", RoleBlock())], verbose_name=_("who is responsible"), blank=True
    )
    involve = StreamField(
        [("involvement", InvolvementBlock())], verbose_name=_("whom to involve"), blank=True
    )
    tools = StreamField([("tool", ToolBlock())], verbose_name=_("tools"), blank=True)
    services = StreamField(
        [("service", ServiceBlock())], verbose_name=_("services that fit here"), blank=True
    )
    legal_references = StreamField(
        [("legal_reference", LegalReferenceBlock())], verbose_name=_("legal basis"), blank=True
    )
    deadline = models.CharField(
        _("deadline"), max_length=250, blank=True, help_text=_("In words: within 14 days")
    )
    deadline_days = models.PositiveSmallIntegerField(_("deadline in days"), null=True, blank=True)
    deadline_from = models.CharField(
        _("counted from"),
        max_length=160,
        blank=True,
        help_text=_("What the days are counted from: the day the concern arose"),
    )
    documentation = models.TextField(
        _("documentation"), blank=True, help_text=_("Where to write it down.")
    )
    child_voice = models.TextField(
        _("the child's voice"), blank=True, help_text=_("How the child is heard in this step.")
    )
    for_guardians = RichTextField(_("how it looks to parents"), features=PLAIN_FEATURES, blank=True)
    for_youth = RichTextField(
        _("how it looks to a young person"), features=PLAIN_FEATURES, blank=True
    )
    decisions = StreamField(
        [("decision", DecisionBlock())], verbose_name=_("decisions"), blank=True
    )

    variants = StreamField(
        [("variant", VariantBlock())], verbose_name=_("what differs for an arena"), blank=True
    )

    base_form_class = RungForm
    parent_page_types = ["handlingsveileder.LevelPage"]
    subpage_types: list[str] = []
    is_step = True
    page_description = _("One step of a level: what, how, who and tools.")
    template = "handlingsveileder/step_page.html"

    content_panels = [
        *ProsePage.content_panels,
        MultiFieldPanel([FieldPanel("what"), FieldPanel("how")], heading=_("What and how")),
        MultiFieldPanel([FieldPanel("responsible_roles"), FieldPanel("involve")], heading=_("Who")),
        MultiFieldPanel(
            [FieldPanel("tools"), FieldPanel("services")], heading=_("Tools and services")
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel("deadline"),
                        FieldPanel("deadline_days"),
                        FieldPanel("deadline_from"),
                    ]
                ),
                FieldPanel("documentation"),
                FieldPanel("child_voice"),
                FieldPanel("legal_references"),
            ],
            heading=_("Facts"),
        ),
        MultiFieldPanel(
            [FieldPanel("for_guardians"), FieldPanel("for_youth")],
            heading=_("How it looks to the family"),
        ),
        FieldPanel("decisions"),
        FieldPanel("variants"),
    ]
    search_fields = [
        *ProsePage.search_fields,
        index.SearchField("what"),
        index.SearchField("how"),
    ]

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["step"] = seen_from(self, context["arena"])
        if context["arena"]:
            context["others"] = [
                (chair, f"{here}og/{tail_of(chair, get_language()).removeprefix('for/')}")
                for chair, _address, is_chosen in context.get("chairs", [])
                if not is_chosen
                for here in [self.get_url(request) + tail_of(context["arena"], get_language())]
            ]
        return context

    @path("for/<slug:word>/og/<slug:other>/")
    def beside(self, request: HttpRequest, word: str, other: str) -> HttpResponse:
        """The same step from two chairs: only what differs, side by side."""
        known = arenas_at(Shell(request, self).site)
        arenas = [named(word, known), named(other, known)]
        if None in arenas:
            return self.unknown_arena(request)
        # What the step cites is looked up here; what is read before that asks without the reader.
        context = self.get_context(request, arena=arenas[0])
        chairs = [seen_from(self, arena) for arena in arenas]
        context["seats"] = chairs
        context["differing"] = [
            name for name in DIFFERING if any(name in seat.differs for seat in chairs)
        ]
        return TemplateResponse(request, "handlingsveileder/step_beside.html", context)
