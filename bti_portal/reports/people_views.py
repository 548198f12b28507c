"""Who has which role at a municipality's site, what each role may do, and giving and taking them."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.models import Site

from bti_portal.accounts.giving_roles import (
    Newcomer,
    NotSent,
    Refused,
    changes_at,
    give_role,
    holders_at,
    take_role,
    tell,
)
from bti_portal.accounts.models import SiteRole, User
from bti_portal.accounts.roles import CAPABILITIES, GIVES_ROLES, ROLES, SITE_ROLES, Role
from bti_portal.reports.views import ON_A_PAGE, SiteReport
from bti_portal.shell.languages import ENDONYMS

CHANGES_SHOWN = 20


class GiveForm(forms.Form):
    """Who gets which role."""

    email = forms.EmailField(label=gettext_lazy("E-mail address"), max_length=254)
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=lambda: [(key, role.name) for key, role in SITE_ROLES.items()],
    )
    first_name = forms.CharField(
        label=gettext_lazy("First name"), max_length=150, required=False, strip=True
    )
    last_name = forms.CharField(
        label=gettext_lazy("Last name"), max_length=150, required=False, strip=True
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Form of Norwegian"),
        choices=lambda: list(ENDONYMS.items()),
        help_text=gettext_lazy(
            "Names and form are used when the address is new to the portal. Each person can "
            "change them later."
        ),
    )

    def newcomer(self) -> Newcomer:
        said = self.cleaned_data
        return Newcomer(
            said["email"].lower(), said["first_name"], said["last_name"], said["language"]
        )


@dataclass(frozen=True)
class Holder:
    """A person with the roles at one site."""

    person: User
    roles: list[tuple[str, Role]]


def _holders(site: Site, people: list[User]) -> list[Holder]:
    rows = SiteRole.objects.filter(site=site, group__user__in=people)
    held = set(rows.values_list("group__user", "role"))
    return [
        Holder(
            person, [(key, role) for key, role in SITE_ROLES.items() if (person.pk, key) in held]
        )
        for person in people
    ]


class PeopleView(SiteReport):
    """People and roles: for the site owner and the operator."""

    name = "people"
    permissions = (GIVES_ROLES,)
    header_icon = "user"
    template_name = "reports/people.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        page = Paginator(holders_at(self.site), ON_A_PAGE).get_page(self.request.GET.get("p"))
        first = self.site.root_page.locale.language_code
        context["people"] = page
        context["holders"] = _holders(self.site, list(page))
        context["form"] = kwargs.get("form") or GiveForm(initial={"language": first})
        context["roles"] = ROLES.values()
        context["table"] = [
            (words, [role.is_everywhere or needed in role.permissions for role in ROLES.values()])
            for words, needed in CAPABILITIES
        ]
        context["changes"] = list(changes_at(self.site, CHANGES_SHOWN))
        context["municipality_name"] = context["municipality"]
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Give a role, take one away, or send the letter once more."""
        if "take" in request.POST:
            self._take(self._person("take"), request.POST.get("role", ""))
        elif "send" in request.POST:
            self._send_again(self._person("send"))
        else:
            form = GiveForm(request.POST)
            if not form.is_valid() or not self._give(form):
                return self.render_to_response(self.get_context_data(form=form))
        return redirect(self.address())

    def _person(self, name: str) -> User:
        """One who has a role here; others do not exist, whatever is sent."""
        word = self.request.POST[name]
        found = holders_at(self.site).filter(pk=word).first() if word.isdecimal() else None
        if found is None:
            raise Http404
        return found

    def _give(self, form: GiveForm) -> bool:
        role_key = form.cleaned_data["role"]
        try:
            person = give_role(self.site, role_key, form.newcomer(), self.request.user)
        except Refused as fault:
            form.add_error("email", str(fault))
            return False
        said = {"email": person.email, "role": SITE_ROLES[role_key].name}
        messages.success(self.request, _("%(email)s now has the role “%(role)s” here.") % said)
        self._tell(person)
        return True

    def _take(self, person: User, role_key: str) -> None:
        said = {"person": person.get_full_name() or person.email}
        try:
            take_role(self.site, role_key, person, self.request.user)
        except SiteRole.DoesNotExist:
            messages.info(self.request, _("%(person)s does not have that role any more.") % said)
        except Refused as fault:
            messages.error(self.request, str(fault))
        else:
            said["role"] = SITE_ROLES[role_key].name
            messages.success(
                self.request, _("%(person)s no longer has the role “%(role)s” here.") % said
            )

    def _send_again(self, person: User) -> None:
        """A closed account is opened by the operator, not by a letter."""
        if person.is_active:
            self._tell(person)
            return
        messages.error(
            self.request,
            _(
                "No e-mail was sent to %(who)s: the account is closed. Only the operator can open it."
            )
            % {"who": person.email},
        )

    def _tell(self, person: User) -> None:
        site_name = self.get_context_data()["municipality"]
        try:
            tell(person, self.site, site_name)
        except NotSent:
            messages.error(
                self.request,
                _("No e-mail could be sent to %(who)s. Try again later, or tell the operator.")
                % {"who": person.email},
            )
        else:
            messages.info(self.request, _("An e-mail was sent to %(who)s.") % {"who": person.email})
