"""Files for translators: out, and in again by way of a plan that is shown first."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.models import Page

from bti_portal.accounts.sent_keys import primary_key
from bti_portal.exchange.plan import Refused
from bti_portal.shell.languages import ENDONYMS
from bti_portal.translation import po_plans
from bti_portal.translation.board_views import BothFormsView
from bti_portal.translation.models import TranslatorsFile
from bti_portal.translation.po_files import Scope, written
from bti_portal.translation.po_plans import MOST_BYTES
from bti_portal.translation.twins import homes_of

MOST_SHOWN = 100


class FileForm(forms.Form):
    """What a file is about, and from which form to which."""

    direction = forms.ChoiceField(label=gettext_lazy("From and to"))
    page = forms.ModelChoiceField(
        queryset=Page.objects.none(),
        label=gettext_lazy("What"),
        required=False,
        empty_label=gettext_lazy("The whole site, with services"),
    )

    def __init__(self, site: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site, self.homes = site, homes_of(site)
        languages = list(self.homes)
        self.fields["direction"].choices = [
            (f"{one}-{other}", f"{ENDONYMS[one]} → {ENDONYMS[other]}")
            for one in languages
            for other in languages
            if one != other
        ]
        trees = Page.objects.none()
        for home in self.homes.values():
            trees = trees | Page.objects.descendant_of(home)
        self.fields["page"].queryset = trees.order_by("path")

    def scope(self) -> Scope:
        """What is asked for; the page in the form that is translated from."""
        source, target = self.cleaned_data["direction"].split("-")
        page = self.cleaned_data["page"]
        if page and page.locale.language_code != source:
            page = page.get_translations().filter(locale__language_code=source).first()
            if page is None:
                raise Refused(_("The page is not there in the form you translate from."))
        return Scope(self.site, source, target, page)


class UploadForm(FileForm):
    """A file that comes back."""

    file = forms.FileField(label=gettext_lazy("PO file"))

    def clean_file(self) -> str:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                _("The file is larger than 5 MB. Send the site in parts, page by page.")
            )
        try:
            return po_plans.decoded(file.read())
        except Refused as fault:
            raise forms.ValidationError(str(fault)) from fault


class FilesView(BothFormsView):
    """Download texts for a translator, and lay a translated file back as drafts."""

    name = "files"
    template_name = "translation/files.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["has_two_forms"] = self.has_two_forms
        if not self.has_two_forms:
            return context
        asked = self.request.GET.get("page", "")
        initial = {"page": asked if primary_key(asked) else "", "direction": self._direction(asked)}
        context["download"] = FileForm(self.site, initial=initial, auto_id="out-%s")
        context["upload"] = kwargs.get("upload") or UploadForm(
            self.site, initial=initial, auto_id="in-%s"
        )
        context["plan"] = plan = kwargs.get("plan")
        if plan:
            context["new"], context["refused"] = plan.new[:MOST_SHOWN], plan.refused[:MOST_SHOWN]
        return context

    def _direction(self, asked: str) -> str:
        """From the form the page is in, else from the primary one."""
        page = Page.objects.filter(pk=primary_key(asked)).select_related("locale").first()
        source = page.locale.language_code if page else self.languages[0]
        if source not in self.languages:
            source = self.languages[0]
        return f"{source}-{next(code for code in self.languages if code != source)}"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.has_two_forms:
            raise Http404
        if "kept" in request.POST:
            return self._apply()
        form = UploadForm(self.site, request.POST, request.FILES, auto_id="in-%s")
        if not form.is_valid():
            messages.error(request, _("The file was not read. Nothing was changed."))
            return self.render_to_response(self.get_context_data(upload=form))
        try:
            scope = form.scope()
            plan = po_plans.planned(form.cleaned_data["file"], scope, request.user)
        except Refused as fault:
            form.add_error("file", str(fault))
            messages.error(request, _("The file was not read. Nothing was changed."))
            return self.render_to_response(self.get_context_data(upload=form))
        kept = TranslatorsFile.keep(
            site=self.site,
            user=request.user,
            name=request.FILES["file"].name[:200],
            text=form.cleaned_data["file"],
        )
        return self.render_to_response(
            self.get_context_data(plan=plan, kept=kept, scope=scope, upload=form)
        )

    def _apply(self) -> HttpResponse:
        """Use a file whose plan was shown; it is read and weighed once more."""
        request, pk = self.request, self.request.POST["kept"]
        kept = TranslatorsFile.objects.filter(
            pk=primary_key(pk), site=self.site, user=request.user
        ).first()
        form = FileForm(self.site, request.POST)
        if kept is None or not form.is_valid():
            messages.error(request, _("The file is no longer kept. Upload it once more."))
            return redirect(self.address())
        try:
            scope = form.scope()
            plan = po_plans.planned(kept.text, scope, request.user)
        except Refused as fault:
            messages.error(request, str(fault))
            return redirect(self.address())
        if plan.fingerprint != request.POST.get("plan"):
            messages.warning(request, _("The site has changed meanwhile. Look at the plan again."))
            return self.render_to_response(self.get_context_data(plan=plan, kept=kept, scope=scope))
        count = po_plans.applied(plan, scope, request.user)
        kept.delete()
        words = ngettext(
            "%(n)d page or service has a new draft. Nothing is published.",
            "%(n)d pages and services have new drafts. Nothing is published.",
            count,
        )
        messages.success(request, words % {"n": count})
        return redirect(reverse("translation:board", args=[self.site.pk]))


class DownloadView(BothFormsView):
    """The file."""

    name = "files"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = FileForm(self.site, request.GET)
        if not self.has_two_forms or not form.is_valid():
            raise Http404
        try:
            scope = form.scope()
        except Refused as fault:
            messages.error(request, str(fault))
            return redirect(self.address("files"))
        text, count = written(scope, only_waiting="waiting" in request.GET)
        if not count:
            messages.info(request, _("There is nothing to translate there."))
            return redirect(self.address("files"))
        name = slugify(scope.page.title if scope.page else scope.site.hostname.replace(".", "-"))
        answer = HttpResponse(text, content_type="text/x-gettext-translation; charset=utf-8")
        answer["Content-Disposition"] = (
            f'attachment; filename="{name}-{scope.source}-{scope.target}.po"'
        )
        return answer
