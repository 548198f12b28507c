"""Decision trees: one question a screen, until one knows what to do."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import path
from wagtail.fields import StreamField

from bti_portal.shell.navigation import Link, Shell
from handlingsveileder import decision_tree, ladder
from handlingsveileder.blocks.decision_tree import TreeEndingBlock, TreeQuestionBlock
from handlingsveileder.decision_tree import Fault, NoSuchWay, Tree, Walk
from handlingsveileder.models.prose import ProsePage

WHOLE = "whole"


class DecisionTreePage(ProsePage):
    """A tree of questions. The first question is where one begins; each answer has its own address."""

    questions = StreamField(
        [("tree_question", TreeQuestionBlock())], verbose_name=_("questions"), blank=True
    )
    endings = StreamField(
        [("tree_ending", TreeEndingBlock())], verbose_name=_("endings"), blank=True
    )

    menu_place = "footer"
    parent_page_types = ["handlingsveileder.HomePage"]
    subpage_types: list[str] = []
    page_description = _("Questions, one at a time, that lead to what one should do.")
    template = "handlingsveileder/decision_tree_page.html"

    content_panels = [
        *ProsePage.content_panels,
        FieldPanel("questions"),
        FieldPanel("endings"),
    ]

    class Meta:
        verbose_name = _("decision tree")
        verbose_name_plural = _("decision trees")

    @property
    def tree(self) -> Tree:
        """The questions and endings as one object."""
        return Tree.read(self.questions.raw_data, self.endings.raw_data)

    @property
    def faults(self) -> list[Fault]:
        """What keeps the tree from being published."""
        return decision_tree.faults(self.tree)

    @property
    def loose_ends(self) -> list[Fault]:
        """What has probably been forgotten."""
        return decision_tree.loose_ends(self.tree)

    @path("")
    def index_route(self, request: HttpRequest) -> HttpResponse:
        return self._screen(request, [])

    @path("svar/")
    def no_answers(self, request: HttpRequest) -> HttpResponse:
        return redirect(self.get_url(request))

    @path("svar/<path:numbers>/")
    def answered(self, request: HttpRequest, numbers: str) -> HttpResponse:
        """Where one is after answers with these numbers: `1/3`."""
        parts = numbers.split("/")
        if all(_is_number(part) for part in parts):
            return self._screen(request, [int(part) for part in parts])
        return self._no_such_answer(request)

    def _screen(self, request: HttpRequest, numbers: list[int]) -> HttpResponse:
        try:
            walk = self.tree.walk(numbers)
        except NoSuchWay:
            # A tree without questions still has a page to say so.
            if numbers:
                return self._no_such_answer(request)
            return render(request, self.template, self.get_context(request))
        context = self.get_context(request)
        blocks = self.endings if walk.is_over else self.questions
        shell = self._shell_at(context["shell"], walk)
        context |= {"shell": shell, "walk": walk, "shown": blocks[walk.here.index]}
        return render(request, self.template, context)

    def _no_such_answer(self, request: HttpRequest) -> HttpResponse:
        shell = Shell(request, self, below=Link(_t("We did not find that answer"), ""))
        context = {"page": self, "shell": shell, "address": self.get_url(request)}
        template = "handlingsveileder/no_such_answer.html"
        return render(request, template, context, status=HTTPStatus.NOT_FOUND)

    def _shell_at(self, shell: Shell, walk: Walk) -> Shell:
        """The surroundings; another form keeps the place if the same is asked there."""
        if not walk.numbers or not shell.outline:
            return shell
        languages = {
            page.pk: page.language
            for page in shell.outline.pages
            if page.translation_key == self.translation_key
        }
        tails = {languages.pop(self.pk, shell.language): walk.address}
        twins = DecisionTreePage.objects.filter(pk__in=languages) if languages else []
        tails |= {languages[t.pk]: walk.address for t in twins if t.tree.agrees_with(walk)}
        return Shell(shell.request, self, tail=tails, below=Link(walk.here.words, ""))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["ladder"] = ladder.with_way_out(context["shell"])
        context["address"] = self.get_url(request)
        return context

    @property
    def preview_modes(self) -> list[tuple[str, str | Promise]]:
        return [(WHOLE, _("All questions and endings")), ("", _("The first question"))]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        return self.serve(request, self.whole if mode_name == WHOLE else None)

    def whole(self, request: HttpRequest) -> HttpResponse:
        """All questions and endings on one page, for the one who writes them."""
        context = self.get_context(request)
        return render(request, "handlingsveileder/decision_tree_whole.html", context)


def _is_number(part: str) -> bool:
    """Whether it is the number of an answer as we write it, so that each screen has one address."""
    return part.isascii() and part.isdigit() and len(part) < 3 and not part.startswith("0")
