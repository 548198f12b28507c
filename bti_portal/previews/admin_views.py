"""Making, listing and revoking links to drafts, at one of the user's own sites."""

from typing import Any

from django import forms
from django.apps import apps
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.utils import get_latest_str
from wagtail.models import DraftStateMixin, Page
from wagtail.permissions import policy_registry

from bti_portal.accounts.guard import SitePolicy
from bti_portal.accounts.sent_keys import primary_key
from bti_portal.previews.inviting import DAYS, LONGEST, Closed, invite, is_guide, revoke
from bti_portal.previews.models import PreviewLink
from bti_portal.shell.base_path import address_of
from bti_portal.shell.outline import outline_of
from bti_portal.shell.site_admin import OwnSiteView

PAGES = {"links": gettext_lazy("Links to drafts")}
ON_A_PAGE = 20


class LinksView(OwnSiteView):
    """The links that were made at a site: to what, by whom, and until when."""

    name = "links"
    namespace = "previews"
    pages = PAGES
    header_icon = "link"
    permissions = ("tjenesteoversikt.change_service",)
    template_name = "previews/admin/links.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        links = PreviewLink.objects.filter(site=self.site).select_related("created_by")
        page = Paginator(links, ON_A_PAGE).get_page(self.request.GET.get("p"))
        return context | {"links": page}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Revoke one."""
        pk = primary_key(request.POST.get("revoke", ""))
        revoke(get_object_or_404(PreviewLink, site=self.site, pk=pk))
        messages.success(request, _("The link no longer works."))
        return redirect(self.address("links"))


class LinkForm(forms.Form):
    """What a link opens, and for how long."""

    is_whole = forms.TypedChoiceField(
        label=gettext_lazy("What it opens"),
        coerce=lambda word: word == "whole",
        choices=[
            ("one", gettext_lazy("Only this page")),
            ("whole", gettext_lazy("The whole guide: all levels and steps, as drafts")),
        ],
        widget=forms.RadioSelect,
        initial="whole",
    )
    days = forms.IntegerField(
        label=gettext_lazy("How many days it works"),
        min_value=1,
        max_value=LONGEST,
        initial=DAYS,
        help_text=gettext_lazy("From 1 to 30."),
        error_messages={
            name: gettext_lazy("Write a number from 1 to 30.")
            for name in ("required", "invalid", "min_value", "max_value")
        },
    )

    def __init__(self, thing: Model, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_guide(thing):
            del self.fields["is_whole"]


class MakeLinkView(LinksView):
    """Makes a link to one draft. It is shown once."""

    template_name = "previews/admin/make.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.thing = self._own(kwargs["app_label"], kwargs["model_name"], kwargs["object_id"])

    def _own(self, app_label: str, model_name: str, pk: int) -> Model:
        """The page or row, if it is of this site and the user may change it; else 404."""
        try:
            model = apps.get_model(app_label, model_name)
        except LookupError as fault:
            raise Http404 from fault
        if not issubclass(model, DraftStateMixin) or pk >= 2**63:
            raise Http404
        thing = get_object_or_404(model, pk=pk)
        if isinstance(thing, Page):
            site = thing.get_site()
            may = thing.permissions_for_user(self.request.user).can_edit()
            return self._if(thing.specific, bool(site) and site.pk == self.site.pk and may)
        policy = policy_registry.get_by_type(model)
        may = isinstance(policy, SitePolicy) and policy.user_has_permission_for_instance(
            self.request.user, "change", thing
        )
        return self._if(thing, may and thing.site_id == self.site.pk)

    @staticmethod
    def _if(thing: Model, is_own: bool) -> Model:
        if not is_own:
            raise Http404
        return thing

    def address(self, name: str = "", site_id: int | None = None) -> str:
        """Every tab and every other municipality leads to the list."""
        return super().address("links", site_id)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["thing"] = get_latest_str(self.thing)
        context["form"] = kwargs.get("form") or LinkForm(self.thing)
        context["made"] = kwargs.get("made")
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make it."""
        form = LinkForm(self.thing, request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            link, token = invite(
                self.thing,
                self.site,
                request.user,
                form.cleaned_data["days"],
                is_whole=form.cleaned_data.get("is_whole", False),
            )
        except Closed:
            messages.error(
                request,
                _("The page is for those who log in. No link is made: it would open it to others."),
            )
            return self.render_to_response(self.get_context_data(form=form))
        made = {"link": link, "url": address_of(self.site, self._path(token))}
        response = self.render_to_response(self.get_context_data(made=made))
        response["Cache-Control"] = "no-store, private"
        return response

    def _path(self, token: str) -> str:
        """In the page's language; a row is first shown in the site's primary one."""
        if isinstance(self.thing, Page):
            language = self.thing.locale.language_code
        else:
            languages = outline_of(self.site, self.request).languages
            language = languages[0] if languages else get_language()
        with override(language):
            return reverse("preview_link", args=[token])
