"""The language check over a municipality's texts, and the words it leaves alone there."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from bti_portal.accounts.guard import policy_of
from bti_portal.accounts.sites import EDITS_PAGES, sites_where
from bti_portal.language_check.findings import Kind
from bti_portal.registers.models import AcceptedWord
from bti_portal.registers.terms import FORMS
from bti_portal.reports.language_report import check_site, findings_of
from bti_portal.reports.views import ON_A_PAGE, SiteReport
from bti_portal.shell.languages import ENDONYMS


class AcceptedWordForm(forms.ModelForm):
    """A word that is right at one site."""

    words = forms.CharField(
        label=gettext_lazy("Word or name that is right here"),
        max_length=AcceptedWord._meta.get_field("words").max_length,
    )

    class Meta:
        model = AcceptedWord
        fields = ("words",)


class LanguageCheckView(SiteReport):
    """How many findings there are on each page, and each of them."""

    name = "language_check"
    permissions = ("registers.view_term",)
    header_icon = "globe"
    template_name = "reports/language_check.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = AcceptedWordForm(request.POST, instance=AcceptedWord(site=self.site))
        if not policy_of(AcceptedWord).user_has_permission(request.user, "add"):
            messages.error(request, _("Ask the coordinator to add the word."))
            return redirect(self.address())
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        words = form.cleaned_data["words"]
        if not AcceptedWord.objects.filter(site=self.site, words__iexact=words).exists():
            form.save()
        messages.success(request, _("«%(words)s» is right here from now on.") % {"words": words})
        return redirect(self.address())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        asked = self.request.GET
        form = asked.get("form", "") if asked.get("form") in FORMS else ""
        kind = asked.get("kind", "") if asked.get("kind") in Kind.values else ""
        checked = check_site(self.site, form)
        rows = [row for row in checked if row.outcome.findings]
        findings = Paginator(findings_of(checked, kind), ON_A_PAGE).get_page(asked.get("p"))
        context.setdefault("form", AcceptedWordForm(initial={"words": asked.get("word", "")}))
        return context | {
            "kinds": [(one, sum(row.counts[one.value] for row in checked)) for one in Kind],
            "rows": Paginator(rows, ON_A_PAGE).get_page(asked.get("r")),
            "number_of_texts": len(checked),
            "findings": findings,
            "chosen_form": form,
            "chosen_kind": kind,
            "forms": [(code, ENDONYMS[code]) for code in FORMS],
            "query": f"form={form}&kind={kind}&",
            "may_edit_pages": sites_where(self.request.user, EDITS_PAGES)
            .filter(pk=self.site.pk)
            .exists(),
            "may_accept": policy_of(AcceptedWord).user_has_permission(self.request.user, "add"),
        }
