"""The admin's pages about approval at one of the user's own sites."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from bti_portal.accounts.approving import ASKED, ROLES, choose_steps, ensure_workflow
from bti_portal.accounts.models import SiteApproval, SiteApprovalTask, User
from bti_portal.accounts.roles import SITE_ROLES
from bti_portal.approval.waiting import waiting_at
from bti_portal.shell.site_admin import OwnSiteView

PAGES = {"waiting": gettext_lazy("Waits for approval"), "steps": gettext_lazy("Who approves")}
ON_A_PAGE = 50
CHANGE = "shell.change_municipality"


class ApprovalPage(OwnSiteView):
    """A page about approval."""

    namespace = "approval"
    pages = PAGES
    header_icon = "tasks"


class WaitingView(ApprovalPage):
    """All that is on its way: what it is, who sent it, whom it waits for."""

    name = "waiting"
    template_name = "approval/admin/waiting.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        rows = waiting_at(self.site, self.request.user)
        page = Paginator(rows, ON_A_PAGE).get_page(self.request.GET.get("p"))
        return context | {"rows": page, "waiting": page}


class StepsForm(forms.Form):
    """What must be approved before it is published."""

    steps = forms.ChoiceField(
        label=gettext_lazy("What must be approved before it is published"),
        choices=SiteApproval.Steps.choices,
        widget=forms.RadioSelect,
    )


class StepsView(ApprovalPage):
    """Which steps there are, and who is in each; chosen by those who have the site's settings."""

    name = "steps"
    changing = (CHANGE,)
    template_name = "approval/admin/steps.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        approval = SiteApproval.objects.filter(site=self.site).first() or ensure_workflow(self.site)
        context["approval"] = approval
        context["may_choose"] = self.may_change
        context["form"] = kwargs.get("form") or StepsForm(initial={"steps": approval.steps})
        context["groups"] = self._groups(approval)
        return context

    def _groups(self, approval: SiteApproval) -> list[dict[str, Any]]:
        """The steps that are asked, each with the roles and people it asks."""
        people: dict[str, list[User]] = {}
        found = User.objects.filter(is_active=True, groups__site_role__site=self.site)
        for person in found.annotate(role=F("groups__site_role__role")).order_by("email"):
            people.setdefault(person.role, []).append(person)
        return [
            {
                "step": SiteApprovalTask.Step(step),
                "roles": [(SITE_ROLES[role].name, people.get(role, [])) for role in ROLES[step]],
                "is_empty": not any(people.get(role) for role in ROLES[step]),
            }
            for step in ASKED[SiteApproval.Steps(approval.steps)]
        ]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Choose."""
        form = StepsForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Nothing was changed. Choose one of the three."))
            return self.render_to_response(self.get_context_data(form=form))
        choose_steps(self.site, form.cleaned_data["steps"])
        messages.success(request, _("Saved. What waits already goes on as it began."))
        return redirect(self.address())
