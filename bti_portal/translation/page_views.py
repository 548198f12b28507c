"""Both forms of one page: make the other, connect it, say how they go together."""

from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from bti_portal.accounts.sent_keys import primary_key
from bti_portal.shell.languages import ENDONYMS
from bti_portal.translation import gatekeeping
from bti_portal.translation.access import OwnPage, mark_thing
from bti_portal.translation.apertium import CannotTranslate
from bti_portal.translation.drafting import can_draft, draft_page
from bti_portal.translation.parity import Mode
from bti_portal.translation.twins import (
    CannotBeMade,
    connect,
    could_be_twins,
    disconnect,
    make_twin,
    missing_above,
)

MOST_AT_ONCE = 100


class ModeForm(forms.Form):
    """How the two forms go together."""

    mode = forms.ChoiceField(
        choices=Mode.choices,
        widget=forms.RadioSelect,
        label=gettext_lazy("How the forms go together"),
    )
    source = forms.ChoiceField(label=gettext_lazy("Which form the other follows"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [
            ("", gettext_lazy("The one that was changed last")),
            *ENDONYMS.items(),
        ]


class OwnPageView(WagtailAdminTemplateMixin, TemplateView):
    """About a page of the user's own site, and its other form."""

    header_icon = "globe"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.own = OwnPage(request, kwargs["page_id"])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        board = reverse("translation:board", args=[self.own.site.pk])
        editor = reverse("wagtailadmin_pages:edit", args=[self.own.page.pk])
        return [
            *self.breadcrumbs_items,
            {"url": board, "label": _("The two forms")},
            {"url": editor, "label": self.own.page.get_admin_display_title()},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_page_title(self) -> str:
        names = {"page": self.own.page.get_admin_display_title()}
        return _("Both forms of “%(page)s”") % names

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = self.own
        return super().get_context_data(**kwargs) | {
            "page": own.page,
            "twin": own.twin,
            "form_name": ENDONYMS[own.own_language].lower(),
            "other_name": ENDONYMS[own.language].lower(),
            "other_language": own.language,
            "can_draft": can_draft(own.own_language, own.language),
        }


class PageFormsView(OwnPageView):
    """Make the page in the other form, connect it to one that exists, or say how they go together."""

    template_name = "translation/page.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context, own = super().get_context_data(**kwargs), self.own
        context["mode_form"] = kwargs.get("mode_form") or ModeForm(
            initial={"mode": own.parity.mode, "source": own.parity.source}
        )
        context["parity"] = own.parity
        if own.twin:
            return context
        home = own.homes[own.own_language]
        context["above"] = missing_above(own.page, home, own.language)
        context["below"] = self._below().count()
        context["candidates"] = could_be_twins(own.page, own.homes[own.language])[:MOST_AT_ONCE]
        return context

    def _below(self) -> Any:
        """Pages below this one that do not exist in the other form."""
        there = Page.objects.descendant_of(self.own.homes[self.own.language])
        below = self.own.page.get_descendants().exclude(
            translation_key__in=there.values("translation_key")
        )
        return below.order_by("path")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        acts = {
            "make": self._make,
            "connect": self._connect,
            "disconnect": self._disconnect,
            "mode": self._set_mode,
            "mark": self._mark,
        }
        act = acts.get(request.POST.get("act", ""))
        return act() if act else self._back()

    def _back(self) -> HttpResponse:
        return redirect("translation:page", self.own.page.pk)

    def _make(self) -> HttpResponse:
        own, request = self.own, self.request
        wanted = [own.page]
        if request.POST.get("below"):
            wanted += self._below().select_related("locale")[:MOST_AT_ONCE]
        made: list[Page] = []
        try:
            with transaction.atomic():
                for page in wanted:
                    made += make_twin(page, own.site, request.user)
        except CannotBeMade:
            messages.error(
                request,
                _("Nothing was made: the page exists already, or you may not add it there."),
            )
            return self._back()
        words = ngettext(
            "%(n)d draft was made. Nothing is shown to readers until you publish.",
            "%(n)d drafts were made. Nothing is shown to readers until you publish.",
            len(made),
        )
        messages.success(request, words % {"n": len(made)})
        if request.POST.get("machine"):
            self._fill(made)
        twin = own.page.get_translations().get(locale__language_code=own.language)
        return redirect("translation:proofread_page", twin.pk)

    def _fill(self, made: list[Page]) -> None:
        """The machine's texts in the drafts. What fails leaves the texts of the source there."""
        for target in made:
            source = target.get_translations().get(locale__language_code=self.own.own_language)
            try:
                draft_page(source, target, self.own.site, self.request.user)
            except CannotTranslate:
                messages.warning(
                    self.request,
                    _("The machine could not translate “%(page)s”. It has the texts of the source.")
                    % {"page": target.title},
                )
                return

    def _connect(self) -> HttpResponse:
        own, request = self.own, self.request
        candidates = could_be_twins(own.page, own.homes[own.language])
        pk = request.POST.get("other", "")
        other = None if own.twin else candidates.filter(pk=primary_key(pk)).first()
        if other is None or not other.permissions_for_user(request.user).can_edit():
            messages.error(request, _("Choose a page of the same kind that is not connected yet."))
            return self._back()
        connect(own.page, other)
        messages.success(request, _("The two pages are now two forms of the same."))
        return self._back()

    def _disconnect(self) -> HttpResponse:
        own, request = self.own, self.request
        if own.twin and own.page.depth > own.homes[own.own_language].depth:
            with transaction.atomic():
                gatekeeping.forget_mode(own.parity)
                disconnect(own.page)
            messages.success(request, _("The two pages are no longer connected."))
        return self._back()

    def _set_mode(self) -> HttpResponse:
        own, request = self.own, self.request
        form = ModeForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(mode_form=form))
        mode, source = form.cleaned_data["mode"], form.cleaned_data["source"]
        try:
            hidden = gatekeeping.set_mode(own.page, own.parity, mode, source, request.user)
        except gatekeeping.NothingLeft as fault:
            messages.error(
                request,
                _(
                    "It was not saved: the page is not published in %(form)s, so readers would have "
                    "no page left. Publish it first."
                )
                % {"form": ENDONYMS[str(fault)].lower()},
            )
            return self._back()
        except gatekeeping.MayNotUnpublish:
            messages.error(
                request,
                _("It was not saved: you may not take the other form away from readers."),
            )
            return self._back()
        messages.success(request, _("It was saved."))
        if hidden:
            messages.warning(
                request,
                _("“%(page)s” is no longer shown to readers.") % {"page": hidden.title},
            )
        return self._back()

    def _mark(self) -> HttpResponse:
        if mark_thing(self.own.site, self.own.page, self.request.user):
            messages.success(self.request, _("The two forms are marked as in step."))
        return self._back()
