"""Borrowing services from other municipalities, and answering when their owner changes them."""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from bti_portal.accounts.sent_keys import primary_key
from tjenesteoversikt import sharing
from tjenesteoversikt.borrowed import (
    Borrowing,
    borrowed,
    borrowed_by,
    can_be_borrowed_by,
    municipality_names,
    with_differences,
)
from tjenesteoversikt.desk.catalogue_page import ON_A_PAGE, CataloguePage
from tjenesteoversikt.models import Publication, Service


class BorrowableView(CataloguePage):
    """What other municipalities offer and this one does not show yet."""

    name = "borrowable"
    permissions = ("tjenesteoversikt.add_publication",)
    template_name = "tjenesteoversikt/admin/borrowable.html"

    def _offered(self) -> QuerySet[Service]:
        services = can_be_borrowed_by(self.site)
        words = self.request.GET.get("q", "").strip()[:100]
        if words:
            services = services.filter(Q(name_nn__icontains=words) | Q(name_nb__icontains=words))
        return services.prefetch_related("themes").order_by("name_nb", "pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        services = Paginator(self._offered(), ON_A_PAGE).get_page(self.request.GET.get("p"))
        names = municipality_names()
        context["services"] = services
        context["offers"] = [(service, names[service.site_id]) for service in services]
        context["words"] = words = self.request.GET.get("q", "").strip()[:100]
        context["query"] = f"{urlencode({'q': words})}&" if words else ""
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show one of them here."""
        pk = primary_key(request.POST.get("service", ""))
        service = get_object_or_404(
            Service.objects.exclude(site=self.site), pk=pk, can_be_borrowed=True
        )
        try:
            publication = sharing.borrow(service, self.site, self.user)
        except sharing.NotOffered:
            messages.error(request, _("The owner does not show this service any more."))
            return self.back()
        editor = reverse(Publication.snippet_viewset.get_url_name("edit"), args=[publication.pk])
        messages.success(
            request,
            _("“%(service)s” is now shown by you.") % {"service": service},
            buttons=[messages.button(editor, _("Add your own contact"))],
        )
        return self.back()


class ChangesView(CataloguePage):
    """The owners' newer texts, beside those approved here."""

    name = "changes"
    permissions = ("tjenesteoversikt.change_publication",)
    template_name = "tjenesteoversikt/admin/changes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        rows = sorted(borrowed_by([self.site.pk]), key=lambda row: row.publication.service_name)
        waiting = [row for row in rows if row.is_waiting]
        page = Paginator(waiting, ON_A_PAGE).get_page(self.request.GET.get("p"))
        context["page"] = page
        context["waiting"] = self._told(list(page))
        context["declined"] = self._told([row for row in rows if row.is_declined])
        context["withdrawn"] = self._told([row for row in rows if row.is_withdrawn])
        context["same"] = self._told(
            [row for row in rows if not (row.is_changed or row.is_withdrawn)]
        )
        context["refused"] = kwargs.get("refused")
        return context

    @staticmethod
    def _told(rows: list[Borrowing]) -> list[dict[str, Any]]:
        names = municipality_names() if rows else {}
        return [
            {"row": row, "owner": names[row.service.site_id], "differences": found}
            for row, found in with_differences(rows)
        ]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Approve, decline or stop showing one."""
        pk = primary_key(request.POST.get("publication", ""))
        publication = get_object_or_404(borrowed(), pk=pk, site=self.site)
        try:
            said = self._answer(publication, request.POST.get("answer", ""))
        except sharing.NewerText:
            messages.error(
                request,
                _("The owner has changed the service meanwhile. Read it once more, then answer."),
            )
            return self.back()
        except ValidationError as fault:
            messages.error(request, " ".join(fault.messages))
            return self.render_to_response(self.get_context_data(refused=publication.pk))
        messages.success(request, said % {"service": publication.service_name})
        return self.back()

    def _answer(self, publication: Publication, answer: str) -> str:
        seen = self.request.POST.get("seen", "")
        if answer == "approve":
            sharing.approve(publication, seen, self.user)
            return _("You now show the owner's newest text of “%(service)s”.")
        if answer == "decline":
            sharing.decline(
                publication, seen, self.request.POST.get("reason", "")[:2000], self.user
            )
            return _("You go on showing the text of “%(service)s” that you have approved.")
        if answer == "stop":
            sharing.stop_borrowing(publication, self.user)
            return _("You no longer show “%(service)s”.")
        raise ValidationError(_("Choose what you want to do."))
