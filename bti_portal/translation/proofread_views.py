"""Proofreading side by side, of pages and of rows with drafts."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from bti_portal.shell.languages import ENDONYMS
from bti_portal.translation.access import OwnPage, mark_thing, own_row
from bti_portal.translation.apertium import CannotTranslate
from bti_portal.translation.drafting import Outcome, can_draft, draft_page, draft_row
from bti_portal.translation.pairs import (
    Pair,
    page_pairs,
    row_pairs,
    save_page_words,
    save_row_words,
)
from bti_portal.translation.parity import parity_of
from bti_portal.translation.proofreading import ProofreadingForm, name_of
from bti_portal.translation.segments import Segment, row_editor
from bti_portal.translation.twins import homes_of
from tjenesteoversikt.models import Service


class ProofreadView(WagtailAdminTemplateMixin, TemplateView):
    """The texts of one form beside those of the other, which can be written in.

    Attributes:
        source: the form to read.
        target: the form to write.
    """

    header_icon = "edit"
    template_name = "translation/proofread.html"
    source = ""
    target = ""

    # What page and row do each in their own way.
    @abstractmethod
    def read(self) -> tuple[list[Pair], list[Segment]]:
        """The texts side by side, and those that stand in one form only."""

    @abstractmethod
    def save(self, words: dict[str, str]) -> None:
        """Keep what was written as a draft."""

    @abstractmethod
    def draft(self) -> Outcome:
        """Let the machine write a draft."""

    @property
    @abstractmethod
    def seen(self) -> object:
        """What tells whether somebody else has saved meanwhile."""

    @property
    @abstractmethod
    def thing(self) -> Model:
        """The page or row."""

    @property
    @abstractmethod
    def editor(self) -> str:
        """Where the target is edited as a whole."""

    def get_page_title(self) -> str:
        return _("Proofread “%(page)s”") % {"page": self.thing}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        board = reverse("translation:board", args=[self.site.pk])
        return [
            *self.breadcrumbs_items,
            {"url": board, "label": _("The two forms")},
            {"url": self.editor, "label": str(self.thing)},
            {"url": "", "label": self.get_page_title()},
        ]

    def form(self, *args: Any, **kwargs: Any) -> ProofreadingForm:
        pairs, self.alone = self.read()
        return ProofreadingForm(pairs, self.target, self.seen, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form = kwargs.get("form") or self.form()
        rows = form.rows()
        only = self.request.GET.get("show") == "changed"
        return context | {
            "form": form,
            "media": context.get("media", form.media) + form.media,
            "rows": rows,
            "only": only,
            "waiting": sum(row.pair.needs_somebody for row in rows),
            "alone": self.alone,
            "source_language": self.source,
            "target_language": self.target,
            "source_name": ENDONYMS[self.source].lower(),
            "target_name": ENDONYMS[self.target].lower(),
            "can_draft": can_draft(self.source, self.target),
            "editor": self.editor,
            "parity": parity_of(self.site, self.thing),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save as a draft; take a proposal into a field; or ask the machine."""
        if self.is_locked:
            messages.error(request, _("The text is locked, so nothing was saved. Unlock it first."))
            return redirect(request.get_full_path())
        form = self.form(request.POST)
        if "use" in request.POST:
            return self._use(form, request.POST["use"])
        if not form.is_valid():
            messages.error(request, _("It was not saved. See what is wrong below."))
            return self.render_to_response(self.get_context_data(form=form))
        words = form.changed_words()
        if words:
            self.save(words)
            messages.success(
                request,
                _("The draft is saved. Readers see it when you publish."),
                buttons=[messages.button(self.editor, _("To the editor"))],
            )
        act = request.POST.get("act")
        if act == "machine":
            self._ask_machine()
        elif act == "mark":
            mark_thing(self.site, self.thing, request.user)
            messages.success(request, _("The two forms are marked as in step."))
        elif not words:
            messages.info(request, _("Nothing was changed."))
        return redirect(request.get_full_path())

    def _use(self, form: ProofreadingForm, name: str) -> HttpResponse:
        """Show the form again with a proposal in its field. Nothing is saved yet."""
        values = form.typed()
        offers = {name_of(pair): pair.offer for pair in form.pairs if pair.offer}
        if name in offers:
            values[name] = offers[name]
        again = ProofreadingForm(form.pairs, self.target, self.seen)
        for known, field in again.fields.items():
            field.initial = values.get(known, field.initial)
        return self.render_to_response(self.get_context_data(form=again))

    def _ask_machine(self) -> None:
        try:
            outcome = self.draft()
        except CannotTranslate:
            messages.error(
                self.request,
                _("The machine could not translate now. Nothing was changed. Try again later."),
            )
            return
        told = _("The machine filled in %(filled)d texts and proposes %(proposed)d.") % vars(
            outcome
        )
        if outcome.left:
            told += " " + _("These it left for you: %(names)s.") % {
                "names": ", ".join(dict.fromkeys(outcome.left))
            }
        messages.success(self.request, told)


class ProofreadPageView(ProofreadView):
    """Of a page: `page_id` is the page that is written."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        own = OwnPage(request, kwargs["page_id"])
        if own.twin is None:
            raise Http404
        self.page, self.site, self.other = own.page, own.site, own.twin
        self.source, self.target = own.language, own.own_language
        self.is_locked = own.page.permissions_for_user(request.user).page_locked()

    thing = property(lambda self: self.page)
    seen = property(lambda self: self.page.latest_revision_id)
    editor = property(lambda self: reverse("wagtailadmin_pages:edit", args=[self.page.pk]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        swap = reverse("translation:proofread_page", args=[self.other.pk])
        return context | {
            "swap": swap,
            "forms_url": reverse("translation:page", args=[self.page.pk]),
        }

    def read(self) -> tuple[list[Pair], list[Segment]]:
        return page_pairs(self.other, self.page, parity_of(self.site, self.page))

    def save(self, words: dict[str, str]) -> None:
        save_page_words(self.other, self.page, words, self.request.user)

    def draft(self) -> Outcome:
        self.page.refresh_from_db()
        return draft_page(self.other, self.page, self.site, self.request.user)


class ProofreadRowView(ProofreadView):
    """Of a service: `language` is the column that is written."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.row = own_row(request, Service, kwargs["pk"])
        self.site, self.target = self.row.site, kwargs["language"]
        homes = homes_of(self.site)
        if self.target not in homes:
            raise Http404
        self.source = next(code for code in homes if code != self.target)
        lock = self.row.get_lock()
        self.is_locked = bool(lock and lock.for_user(request.user))

    thing = property(lambda self: self.row)
    seen = property(lambda self: self.row.latest_revision_id)
    editor = property(lambda self: row_editor(self.row))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        swap = reverse("translation:proofread_row", args=[self.row.pk, self.source])
        return super().get_context_data(**kwargs) | {"swap": swap}

    def read(self) -> tuple[list[Pair], list[Segment]]:
        return row_pairs(self.row, self.source, self.target, parity_of(self.site, self.row)), []

    def save(self, words: dict[str, str]) -> None:
        save_row_words(self.row, self.target, words, self.request.user)
        # What is marked as in step, or drafted from, is the draft just saved.
        self.row.refresh_from_db()

    def draft(self) -> Outcome:
        return draft_row(self.row, self.source, self.target, self.site, self.request.user)
