"""What is left before a municipality's site can be opened: the checklist after founding it.

Each point is something the portal can see for itself. It says what is done and what is missing,
why it matters, and where it is mended.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from wagtail.models import Site

from bti_portal.accounts.models import User
from bti_portal.reports.addresses import page_editor
from bti_portal.reports.due import counts_at, is_nobodys, was_never_checked
from bti_portal.shell.contrast import unreadable
from bti_portal.shell.models import Municipality, municipality_for
from bti_portal.shell.templatetags.shell import is_made_up
from handlingsveileder.models import ArticlePage

# How the starter package marks a place that only the municipality can fill.
MARK = "[Fyll inn"
STATEMENTS = "uustatus.no"


@dataclass(frozen=True)
class Place:
    """Where something is mended."""

    words: str | Promise
    url: str


@dataclass(frozen=True)
class Point:
    """One thing that should be in order before readers come."""

    key: str
    title: str | Promise
    why: str | Promise
    is_done: bool
    places: tuple[Place, ...] = ()
    found: str | Promise = ""


class GoLive:
    """The checklist of one site."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.municipality: Municipality = municipality_for(site)

    @cached_property
    def points(self) -> tuple[Point, ...]:
        return (
            *self._facts_of_the_municipality(),
            *self._telephones(),
            *self._duties(),
            *self._content(),
            self._coordinator(),
        )

    @property
    def missing(self) -> int:
        """How many points are not done."""
        return sum(not point.is_done for point in self.points)

    @cached_property
    def settings_url(self) -> str:
        return reverse("wagtailsettings:edit", args=["shell", "municipality", self.site.pk])

    def _setting(
        self, key: str, title: Promise, why: Promise, is_done: bool, field: str = ""
    ) -> Point:
        anchor = f"#id_{field}" if field else ""
        place = Place(_("Open the settings"), self.settings_url + anchor)
        return Point(key, title, why, is_done, (place,))

    def _facts_of_the_municipality(self) -> Iterator[Point]:
        row = self.municipality
        yield self._setting(
            "numbers",
            _("Municipality number and organisation number"),
            _("Open data names the municipality by them."),
            _is_real(row.municipality_number) and _is_real(row.organisation_number),
            "municipality_number",
        )
        yield self._setting(
            "contrast",
            _("The brand colour can be read"),
            _("Words need a contrast of 4.5 to 1, and buttons 3 to 1, in light and in dark."),
            not unreadable(row.colour),
            "brand_colour",
        )
        yield self._setting(
            "demo",
            _("The site is not marked as a demo"),
            _("A demo says so on every page, and search engines are told to leave it out."),
            not row.is_demo,
            "is_demo",
        )

    def _telephones(self) -> Iterator[Point]:
        row = self.municipality
        yield self._setting(
            "contact",
            _("Switchboard, e-mail and address"),
            _("Readers must be able to reach somebody, and to report what they cannot use."),
            _is_real(row.phone) and bool(row.email) and any((row.address_nn, row.address_nb)),
            "phone",
        )
        yield self._setting(
            "child_welfare",
            _("The child welfare service's telephone"),
            _("It stands on every page of the guide."),
            _is_real(row.child_welfare_phone),
            "child_welfare_phone",
        )
        yield self._setting(
            "duty_phone",
            _("The child welfare duty's telephone"),
            _("Whoever needs help at night has no other number."),
            _is_real(row.child_welfare_duty_phone),
            "child_welfare_duty_phone",
        )
        yield self._setting(
            "portal_link",
            _("Link to the national portal for reports of concern"),
            _("Reports are sent there, and never through this site."),
            bool(row.report_portal_url),
            "report_portal_url",
        )

    def _duties(self) -> Iterator[Point]:
        row = self.municipality
        host = urlsplit(row.accessibility_statement_url).hostname or ""
        yield self._setting(
            "statement_link",
            _("Link to the accessibility statement"),
            _("The law demands a statement at uustatus.no, with a link from the site."),
            host == STATEMENTS or host.endswith(f".{STATEMENTS}"),
            "accessibility_statement_url",
        )
        yield self._setting(
            "privacy_contact",
            _("The data protection officer's e-mail"),
            _("Readers have a right to know whom to ask about privacy."),
            bool(row.privacy_email),
            "privacy_email",
        )
        places = tuple(
            Place(f"{page.title} ({page.locale.language_code})", page_editor(page.pk))
            for page in self._pages_with_marks
        )
        yield Point(
            "marked_places",
            _("Texts with places to fill in"),
            _("Privacy and accessibility have places in brackets that only you can fill."),
            not places,
            places,
        )

    @cached_property
    def _pages_with_marks(self) -> list[ArticlePage]:
        homes = self.site.root_page.get_translations(inclusive=True).values_list("path", flat=True)
        trees = Q(pk__in=[])
        for path in homes:
            trees |= Q(path__startswith=path)
        pages = ArticlePage.objects.filter(trees, live=True).select_related("locale")
        return [
            page
            for page in pages.order_by("path")
            if MARK in json.dumps(list(page.body.raw_data), ensure_ascii=False)
        ]

    def _content(self) -> Iterator[Point]:
        due = reverse("reports:due", args=[self.site.pk])
        left = counts_at(self.site, nobodys=is_nobodys(self.site), unchecked=was_never_checked())
        nobodys, unchecked = left["nobodys"], left["unchecked"]
        yield Point(
            "owners",
            _("Everything has somebody who answers for it"),
            _("That person is reminded when it is time to check."),
            not nobodys,
            (
                Place(_("See what nobody answers for"), f"{due}?show=nobody"),
                Place(_("Hand it over"), reverse("reports:hand_over", args=[self.site.pk])),
            ),
            ngettext_lazy("%(n)d thing is left.", "%(n)d things are left.", nobodys)
            % {"n": nobodys},
        )
        yield Point(
            "unconfirmed",
            _("Facts have been checked"),
            _("Readers are told when nobody has checked a telephone, an opening hour or a law."),
            not unchecked,
            (Place(_("See what has never been checked"), f"{due}?show=never"),),
            ngettext_lazy("%(n)d thing is left.", "%(n)d things are left.", unchecked)
            % {"n": unchecked},
        )

    @cached_property
    def coordinators(self) -> list[User]:
        """Those who have the coordinator's role here."""
        group = Q(groups__site_role__site=self.site, groups__site_role__role="coordinator")
        return list(User.objects.filter(group, is_active=True).distinct())

    def _coordinator(self) -> Point:
        people = self.coordinators
        waiting = ", ".join(str(person) for person in people if not person.last_login)
        return Point(
            "coordinator",
            _("A coordinator has logged in"),
            _("Somebody in the municipality must be able to change what is wrong."),
            any(person.last_login for person in people),
            found=_("Waiting for %(who)s.") % {"who": waiting} if waiting else "",
        )


def _is_real(number: str) -> bool:
    """Whether something has been written, other than zeros."""
    return bool(number) and not is_made_up(number)
