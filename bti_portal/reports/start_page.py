"""What the admin's start page offers a user: their municipalities, and what to do there."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site

from bti_portal.accounts.models import User
from bti_portal.accounts.sites import sites_of
from bti_portal.reports.due import is_due, items_at
from bti_portal.shell.languages import ENDONYMS
from bti_portal.shell.models import Municipality
from handlingsveileder.models import GuidePage
from tjenesteoversikt.borrowed import borrowed_by
from tjenesteoversikt.models import Service
from tjenesteoversikt.proposing import waiting_at

MOST_COUNTED = 5


@dataclass(frozen=True)
class Task:
    """Something the user can do."""

    title: str | Promise
    about: str | Promise
    url: str
    icon: str
    waiting: int = 0


@dataclass(frozen=True)
class Workplace:
    """One municipality the user works for."""

    name: str
    address: str
    unchecked_services: int
    tasks: tuple[Task, ...]


def _tasks(site: Site) -> tuple[Task, ...]:
    homes = Page.objects.filter(translation_key=site.root_page.translation_key).select_related(
        "locale"
    )
    tasks = []
    for home in sorted(homes, key=lambda page: page.pk != site.root_page_id):
        form = ENDONYMS.get(home.locale.language_code, home.locale.language_code)
        guide = GuidePage.objects.child_of(home).first() or home
        tasks.append(
            Task(
                _("Edit the guide – %(form)s") % {"form": form},
                _("Levels, steps and decisions."),
                reverse("wagtailadmin_explore", args=[guide.pk]),
                "list-ol",
            )
        )
        tasks.append(
            Task(
                _("Edit other pages – %(form)s") % {"form": form},
                _("Front page, doors, articles and tools."),
                reverse("wagtailadmin_explore", args=[home.pk]),
                "doc-full",
            )
        )
    edit_settings = reverse("wagtailsettings:edit", args=["shell", "municipality", site.pk])
    return (
        *tasks,
        Task(
            _("Edit services"),
            _("Both forms of Norwegian side by side."),
            reverse(Service.snippet_viewset.get_url_name("list")),
            "group",
        ),
        Task(
            _("The municipality's settings"),
            _("Name, colour, telephones and addresses."),
            edit_settings,
            "cog",
        ),
    )


def _sharing(site: Site, counts: bool) -> tuple[Task, ...]:
    rows = borrowed_by([site.pk]) if counts else []
    return (
        Task(
            _("Changes to approve"),
            _("Services you show from other municipalities."),
            reverse("catalogue:changes", args=[site.pk]),
            "resubmit",
            sum(row.is_waiting or row.is_withdrawn for row in rows),
        ),
        Task(
            _("Services you can borrow"),
            _("What other municipalities let you show."),
            reverse("catalogue:borrowable", args=[site.pk]),
            "plus",
        ),
        Task(
            _("Proposals from providers"),
            _("What they say is right, or should be changed."),
            reverse("catalogue:proposals", args=[site.pk]),
            "comment",
            waiting_at(site.pk).count() if counts else 0,
        ),
    )


def _reports(site: Site, counts: bool) -> tuple[Task, ...]:
    return (
        Task(
            _("Due for review"),
            _("What ought to be checked again, and who answers for it."),
            reverse("reports:due", args=[site.pk]),
            "time",
            len(items_at(site, is_due())) if counts else 0,
        ),
        Task(
            _("The model on three levels"),
            _("Plans, tools, routines and meeting arenas, and what is missing."),
            reverse("reports:model_report", args=[site.pk]),
            "table",
        ),
        Task(
            _("Mapping"),
            _(
                "How many services there are for each level, age and theme, and where there is none."
            ),
            reverse("reports:mapping", args=[site.pk]),
            "table",
        ),
        Task(
            _("Grant checklist"),
            _("What you can show for each criterion of the grant."),
            reverse("reports:grant_checklist", args=[site.pk]),
            "clipboard-list",
        ),
        Task(
            _("Stale law"),
            _("Laws that no longer hold, and paragraphs typed into texts."),
            reverse("reports:law_radar", args=[site.pk]),
            "openquote",
        ),
    )


def start_page(user: User) -> list[Workplace]:
    """The user's municipalities in the order of their names."""
    names = {row.site_id: str(row) for row in Municipality.objects.select_related("site")}
    sites = list(sites_of(user).select_related("root_page"))
    # Counting costs some queries a site: not for an operator who has them all.
    counts = len(sites) <= MOST_COUNTED
    workplaces = [
        Workplace(
            names.get(site.pk, site.site_name or site.hostname),
            site.root_url,
            Service.objects.filter(
                publications__site=site, publications__is_visible=True, checked_on=None
            ).count(),
            (*_tasks(site), *_sharing(site, counts), *_reports(site, counts)),
        )
        for site in sites
    ]
    return sorted(workplaces, key=lambda workplace: workplace.name)
