"""The parity board of one municipality."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from bti_portal.accounts.sites import EDITS_PAGES
from bti_portal.shell.site_admin import OwnSiteView
from bti_portal.translation.access import mark_thing, thing_named
from bti_portal.translation.board import Item, items_of, tell_differences
from bti_portal.translation.models import PAGE
from bti_portal.translation.parity import Status
from bti_portal.translation.twins import homes_of

ON_A_PAGE = 40
TABS = {
    "board": gettext_lazy("The two forms"),
    "files": gettext_lazy("Files for translators"),
}
NEEDS = "needs"


class BothFormsView(OwnSiteView):
    """A page about the two forms of one of the user's own sites."""

    namespace = "translation"
    pages = TABS
    header_icon = "globe"
    permissions = (EDITS_PAGES,)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.languages = tuple(homes_of(self.site))

    @property
    def has_two_forms(self) -> bool:
        return len(self.languages) > 1


class BoardFilterForm(forms.Form):
    """What to list."""

    show = forms.ChoiceField(
        choices=[
            (NEEDS, gettext_lazy("What needs somebody")),
            ("all", gettext_lazy("Everything")),
            *Status.choices,
        ],
        label=gettext_lazy("Show"),
        required=False,
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    q = forms.CharField(label=gettext_lazy("Title contains"), required=False, max_length=100)

    def __init__(self, items: list[Item], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = {item.kind: str(item.what) for item in items if item.kind != PAGE}
        self.fields["kind"].choices = [
            ("", gettext_lazy("Everything")),
            (PAGE, gettext_lazy("Pages")),
            *sorted(kinds.items(), key=lambda kind: kind[1]),
        ]

    def chosen(self, items: list[Item]) -> list[Item]:
        """The items that are asked for."""
        asked = self.cleaned_data if self.is_valid() else {}
        show, words = asked.get("show") or NEEDS, (asked.get("q") or "").lower()
        found = [item for item in items if item.kind == (asked.get("kind") or item.kind)]
        found = [item for item in found if words in item.title.lower()]
        if show == "all":
            return found
        if show == NEEDS:
            found = [item for item in found if item.standing.status.needs_somebody]
            order = list(Status)
            return sorted(found, key=lambda item: order.index(item.standing.status))
        return [item for item in found if item.standing.status == show]


class BoardView(BothFormsView):
    """Each page and row with its two forms: in step, changed since when, missing."""

    name = "board"
    template_name = "translation/board.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["has_two_forms"] = self.has_two_forms
        if not self.has_two_forms:
            return context
        items = items_of(self.site)
        form = BoardFilterForm(items, self.request.GET)
        chosen = form.chosen(items)
        page = Paginator(chosen, ON_A_PAGE).get_page(self.request.GET.get("p"))
        tell_differences(self.site, page)
        kept = {name: words for name, words in self.request.GET.items() if name in form.fields}
        needing = [item for item in items if item.standing.status.needs_somebody]
        return context | {
            "form": form,
            "items": page,
            "query": f"{urlencode(kept)}&" if kept else "",
            "total": len(items),
            "needing": len(needing),
            "markable": [item for item in page if item.can_be_marked],
            "counts": [
                (status, sum(item.standing.status == status for item in items)) for status in Status
            ],
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Mark as in step what somebody has read."""
        marked = 0
        with transaction.atomic():
            for name in request.POST.getlist("thing")[: ON_A_PAGE * 2]:
                thing = thing_named(self.site, name, request.user)
                marked += bool(thing and mark_thing(self.site, thing, request.user))
        if marked:
            words = ngettext("%(n)d is marked as in step.", "%(n)d are marked as in step.", marked)
            messages.success(request, words % {"n": marked})
        else:
            messages.error(request, _("Nothing was marked. Choose something that has both forms."))
        return redirect(f"{self.address()}?{request.GET.urlencode()}")
