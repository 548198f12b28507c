"""Links for providers, and what they proposed by them."""

from typing import Any
from urllib.parse import quote

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext, ngettext_lazy, override
from django.utils.translation import gettext as _
from wagtail.admin import messages

from bti_portal.accounts.sent_keys import primary_key
from bti_portal.shell.base_path import address_of
from bti_portal.shell.outline import outline_of
from tjenesteoversikt import inviting, proposing, upkeep
from tjenesteoversikt.corrected_text import Corrected
from tjenesteoversikt.desk.catalogue_page import ON_A_PAGE, CataloguePage
from tjenesteoversikt.desk.service_editor import in_use
from tjenesteoversikt.models import Proposal, Provider, ProviderLink
from tjenesteoversikt.published_text import Content, Wording, contents_of, differences

LENGTHS = [7, inviting.DAYS, inviting.LONGEST]
LATELY = 20


class InviteForm(forms.Form):
    """Whom a link is for, and for how long."""

    provider = forms.ModelChoiceField(queryset=None, label=gettext_lazy("Provider"))
    days = forms.TypedChoiceField(
        coerce=int,
        label=gettext_lazy("How long it works"),
        initial=inviting.DAYS,
        choices=[(n, ngettext_lazy("%d day", "%d days", n) % n) for n in LENGTHS],
    )

    def __init__(self, site_id: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provider"].queryset = Provider.objects.filter(site=site_id)


class LinksView(CataloguePage):
    """The links that were made, and a form that makes one. The link is shown once."""

    name = "links"
    permissions = ("tjenesteoversikt.change_provider", "tjenesteoversikt.publish_service")
    template_name = "tjenesteoversikt/admin/links.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        links = ProviderLink.objects.filter(site=self.site).select_related("provider", "created_by")
        chosen = {"provider": primary_key(self.request.GET.get("provider", "")) or None}
        context["form"] = kwargs.get("form") or InviteForm(self.site.pk, initial=chosen)
        context["made"] = kwargs.get("made")
        page = Paginator(links, ON_A_PAGE).get_page(self.request.GET.get("p"))
        context["links"] = page
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make a link, or revoke one."""
        if "revoke" in request.POST:
            pk = primary_key(request.POST.get("revoke", ""))
            link = get_object_or_404(ProviderLink, site=self.site, pk=pk)
            inviting.revoke(link)
            messages.success(request, _("The link no longer works."))
            return self.back()
        form = InviteForm(self.site.pk, request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        link, token = inviting.invite(
            form.cleaned_data["provider"], self.user, form.cleaned_data["days"]
        )
        made = self._told(link, token)
        response = self.render_to_response(self.get_context_data(made=made))
        response["Cache-Control"] = "no-store, private"
        return response

    def _told(self, link: ProviderLink, token: str) -> dict[str, Any]:
        """The address of a new link, and an e-mail to send it in."""
        languages = outline_of(self.site, self.request).languages
        with override(languages[0] if languages else get_language()):
            url = address_of(self.site, reverse("provider_link", args=[token]))
            subject = _("Is this still right? %(name)s") % {"name": link.provider}
            body = _(
                "Hello. Please look over what we tell about the services you offer, and say that "
                "it is right or what should be changed. You need no log-in. The link is for you "
                "who work there, and works for some weeks:"
            )
        letter = f"{body}\n\n{url}\n"
        mail = f"mailto:?subject={quote(subject)}&body={quote(letter)}"
        return {"url": url, "mail": mail, "link": link}


def _values(says: dict[str, Corrected]) -> Content:
    return {column: value.html for column, value in says.items()}


class ProposalsView(CataloguePage):
    """What providers sent, beside what stands there now."""

    name = "proposals"
    permissions = ("tjenesteoversikt.change_service", "tjenesteoversikt.publish_service")
    template_name = "tjenesteoversikt/admin/proposals.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        waiting = Paginator(proposing.waiting_at(self.site.pk), ON_A_PAGE)
        page = waiting.get_page(self.request.GET.get("p"))
        answered = Proposal.objects.filter(service__site=self.site).exclude(
            state__in=[Proposal.State.WAITING, Proposal.State.REPLACED]
        )
        context["page"] = page
        context["waiting"] = self._told(list(page))
        context["answered"] = answered.select_related(
            "service", "link__provider", "answered_by"
        ).order_by("-answered_at")[:LATELY]
        context["refused"] = kwargs.get("refused")
        context["confirmations"] = self._confirmations().count()
        return context

    def _confirmations(self) -> QuerySet[Proposal]:
        return proposing.waiting_at(self.site.pk).filter(kind=Proposal.Kind.CONFIRMATION)

    def _accept_confirmations(self) -> HttpResponse:
        """All that providers say is right, at once; corrections are read one by one."""
        done = 0
        for proposal in self._confirmations():
            try:
                proposing.accept(proposal, self.user)
                done += 1
            except proposing.AlreadyAnswered:
                continue
            except upkeep.InUse:
                messages.error(self.request, in_use(proposal.service))
        words = ngettext("Done for %(n)d service.", "Done for %(n)d services.", done)
        messages.success(self.request, words % {"n": done})
        return self.back()

    @staticmethod
    def _told(proposals: list[Proposal]) -> list[dict[str, Any]]:
        texts = contents_of({row.service_id: row.service for row in proposals}.values())
        pairs: list[tuple[Content, dict[str, Corrected]]] = []
        for row in proposals:
            now = texts[row.service_id]
            says = {
                column: proposing.as_stored(column, text, now.get(column))
                for column, text in row.values.items()
            }
            pairs.append((now, says))
        wording = Wording(texts.values())
        return [
            {
                "proposal": row,
                "differences": list(differences(now, now | _values(says), wording)),
                "loses_markup": any(value.loses_markup for value in says.values()),
                "is_stale": any(
                    proposing.plain_text(row.service, column) != text
                    for column, text in row.seen.items()
                ),
            }
            for row, (now, says) in zip(proposals, pairs, strict=True)
        ]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Accept one, as published or as a draft, or decline it; or accept all confirmations."""
        if request.POST.get("answer") == "confirmations":
            return self._accept_confirmations()
        proposal = get_object_or_404(
            Proposal.objects.select_related("service"),
            pk=primary_key(request.POST.get("proposal", "")),
            service__site=self.site,
        )
        try:
            said = self._answer(proposal, request.POST.get("answer", ""))
        except proposing.AlreadyAnswered:
            messages.error(request, _("It has been answered already, or a newer one has come."))
        except upkeep.InUse:
            messages.error(request, in_use(proposal.service))
        except ValidationError as fault:
            messages.error(request, " ".join(fault.messages))
            return self.render_to_response(self.get_context_data(refused=proposal.pk))
        else:
            messages.success(request, said % {"service": proposal.service})
        return self.back()

    def _answer(self, proposal: Proposal, answer: str) -> str:
        if answer == "accept":
            proposing.accept(proposal, self.user)
            return _("“%(service)s” now says what the provider said.")
        if answer == "draft":
            proposing.accept(proposal, self.user, as_draft=True)
            return _("A draft of “%(service)s” has what the provider said. Publish it when ready.")
        if answer == "decline":
            proposing.decline(proposal, self.request.POST.get("reason", "")[:2000], self.user)
            return _("“%(service)s” was left as it is. The provider sees your answer.")
        raise ValidationError(_("Choose what you want to do."))
