"""Where a municipality turns on another language, and chooses which pages to write in it."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.models import Page

from bti_portal.shell.languages import direction, endonym, has_our_words
from bti_portal.shell.site_admin import OwnSiteView
from handlingsveileder.more_languages import (
    CODES,
    CannotBeInLanguage,
    add_language,
    draft_in,
    front_pages,
    pages_to_choose,
)


class PageForm(forms.Form):
    """A page to write in another language."""

    page = forms.ModelChoiceField(Page.objects.none(), label=gettext_lazy("Page"))

    def __init__(self, *args: Any, pages: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["page"].queryset = pages


class LanguagesView(OwnSiteView):
    """The languages of one site besides Norwegian."""

    name = "site_languages"
    pages = {"site_languages": gettext_lazy("Languages")}
    header_icon = "globe"
    template_name = "handlingsveileder/admin/languages.html"
    # Who decides what the site is called decides which languages it is in.
    permissions = ("shell.change_municipality",)

    def address(self, name: str = "", site_id: int | None = None) -> str:
        return reverse(name or self.name, args=[site_id or self.site.pk])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        code = request.POST.get("language", "")
        try:
            if "page" in request.POST:
                form = PageForm(request.POST, pages=pages_to_choose(self.site))
                if code not in front_pages(self.site) or not form.is_valid():
                    messages.error(request, _("Choose a page from the list."))
                    return redirect(self.address())
                made = draft_in(form.cleaned_data["page"], code, request.user)
            else:
                made = add_language(self.site, code, request.user)
        except CannotBeInLanguage as reason:
            messages.error(request, str(reason))
            return redirect(self.address())
        messages.success(
            request,
            _("Write «%(title)s» in %(language)s, and publish it when it is proofread.")
            % {"title": made.title, "language": endonym(code)},
        )
        return redirect("wagtailadmin_pages:edit", made.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        used = front_pages(self.site)
        context["used"] = [
            {
                **_told(code),
                "home": home,
                "pages": Page.objects.descendant_of(home, inclusive=True).order_by("path"),
            }
            for code, home in used.items()
        ]
        context["unused"] = [_told(code) for code in CODES if code not in used]
        context["page_form"] = PageForm(pages=pages_to_choose(self.site))
        return context


def _told(code: str) -> dict[str, Any]:
    return {
        "code": code,
        "name": endonym(code),
        "direction": direction(code),
        "has_our_words": has_our_words(code),
    }
