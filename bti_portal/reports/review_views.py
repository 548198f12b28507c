"""What is due for review at a municipality, and handing it over to a colleague."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from bti_portal.accounts.models import User
from bti_portal.accounts.sites import EDITS_PAGES, people_at, site_ids_where
from bti_portal.reports import due
from bti_portal.reports.handing_over import hand_over, responsibilities
from bti_portal.reports.reminding import send_reminders
from bti_portal.reports.views import ON_A_PAGE, SiteReport

SHOWN = {
    "due": gettext_lazy("Due"),
    "soon": gettext_lazy("Due within 30 days"),
    "never": gettext_lazy("Never checked"),
    "nobody": gettext_lazy("Without a responsible who works here"),
}
NOBODY = "nobody"


class DueFilterForm(forms.Form):
    """What to list."""

    show = forms.ChoiceField(choices=SHOWN.items(), label=gettext_lazy("Show"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    person = forms.ModelChoiceField(
        queryset=None, label=gettext_lazy("Responsible"), required=False
    )

    def __init__(self, people: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people
        kinds = [(m._meta.label_lower, m._meta.verbose_name) for m in due.reviewed_models()]
        kinds.sort(key=lambda kind: str(kind[1]))
        self.fields["kind"].choices = [("", gettext_lazy("All kinds")), *kinds]


class DueView(SiteReport):
    """Everything whose check is due, with who answers for it and how late it is."""

    name = "due"
    permissions = ("tjenesteoversikt.view_service",)
    changing = ("reports.add_reviewreminder",)
    header_icon = "time"
    template_name = "reports/due.html"

    def _condition(self, form: DueFilterForm) -> Q:
        chosen = form.cleaned_data.get("show") or "due"
        conditions = {
            "due": due.is_due,
            "soon": due.is_due_soon,
            "never": due.was_never_checked,
            "nobody": lambda: due.is_nobodys(self.site),
        }
        person = form.cleaned_data.get("person")
        return conditions[chosen]() & (Q(responsible=person) if person else Q())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form = DueFilterForm(people_at(self.site), self.request.GET)
        if not form.is_valid():
            form = DueFilterForm(people_at(self.site), {})
            form.is_valid()
        items = due.items_at(
            self.site,
            self._condition(form),
            model_label=form.cleaned_data["kind"],
            with_pages=self.site.pk in site_ids_where(self.request.user, EDITS_PAGES),
        )
        kept = {name: word for name, word in self.request.GET.items() if name in form.fields}
        context["form"] = form
        context["query"] = f"{urlencode(kept)}&" if kept else ""
        context["items"] = Paginator(items, ON_A_PAGE).get_page(self.request.GET.get("p"))
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Remind those who have not been told yet."""
        outcome = send_reminders([self.site])
        if outcome.failed:
            messages.error(
                request,
                _("No e-mail could be sent to %(who)s. Try again later, or tell the operator.")
                % {"who": ", ".join(outcome.failed)},
            )
        if outcome.people:
            words = ngettext(
                "%(n)d colleague was reminded.", "%(n)d colleagues were reminded.", outcome.people
            )
            messages.success(request, words % {"n": outcome.people})
        elif not outcome.failed:
            messages.info(request, _("Nobody was reminded: all who should know have been told."))
        return redirect(self.address())


class HandOverForm(forms.Form):
    """From whom, to whom."""

    giver = forms.ChoiceField(label=gettext_lazy("From"))
    to = forms.ModelChoiceField(queryset=None, label=gettext_lazy("To"))

    def __init__(self, site: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people_at(site)
        self.fields["giver"].choices = [
            (NOBODY, gettext_lazy("Nobody who works here")),
            *(
                (str(person.pk), f"{person.get_full_name() or person} ({count})")
                for person, count in due.people_responsible_at(site)
            ),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        to = cleaned.get("to")
        if to and cleaned.get("giver") == str(to.pk):
            self.add_error("to", _("Choose another colleague."))
        return cleaned


class HandOverView(SiteReport):
    """When somebody leaves: all that person answers for goes to a colleague."""

    name = "hand_over"
    # It changes texts that are published, of every kind.
    permissions = (
        "reports.add_reviewreminder",
        "wagtailcore.publish_page",
        "tjenesteoversikt.publish_service",
        "registers.change_legalreference",
    )
    header_icon = "user"
    template_name = "reports/hand_over.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form = kwargs.get("form") or HandOverForm(
            self.site, initial={"giver": self.request.GET.get("from", NOBODY)}
        )
        chosen = str(form["giver"].value())
        known = dict(form.fields["giver"].choices)
        chosen = chosen if chosen in known else NOBODY
        person = None if chosen == NOBODY else User.objects.get(pk=chosen)
        context["form"] = form
        context["giver"] = known[chosen]
        context["items"] = responsibilities(self.site, person)
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Move it."""
        form = HandOverForm(self.site, request.POST)
        if not form.is_valid():
            messages.error(request, _("Nothing was moved. See what is wrong below."))
            return self.render_to_response(self.get_context_data(form=form))
        chosen, to = form.cleaned_data["giver"], form.cleaned_data["to"]
        person = None if chosen == NOBODY else User.objects.get(pk=chosen)
        moved = hand_over(self.site, person, to, request.user)
        words = ngettext(
            "%(to)s now answers for %(n)d thing more.",
            "%(to)s now answers for %(n)d things more.",
            moved,
        )
        messages.success(request, words % {"to": to.get_full_name() or to, "n": moved})
        return redirect(self.address())
