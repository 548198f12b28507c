"""What the admin's start page offers a user: their municipalities, and what to do there."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site

from bti_portal.accounts.models import User
from bti_portal.accounts.roles import ROLES, Role
from bti_portal.accounts.sites import EDITS_PAGES, permissions_at, roles_of, sites_of
from bti_portal.approval.waiting import count_at
from bti_portal.packages import choosing
from bti_portal.reports.due import is_due, items_at
from bti_portal.reports.go_live import GoLive
from bti_portal.shell.base_path import address_of
from bti_portal.shell.languages import ENDONYMS
from bti_portal.shell.models import Municipality
from bti_portal.shell.site_admin import needed_for
from bti_portal.translation.twins import homes_of
from handlingsveileder.models import GuidePage
from tjenesteoversikt.borrowed import borrowed_by
from tjenesteoversikt.models import Service
from tjenesteoversikt.proposing import waiting_at

MOST_COUNTED = 5


@dataclass(frozen=True)
class Task:
    """Something that those can do whose roles at the site give what it `needs`."""

    title: str | Promise
    about: str | Promise
    url: str
    icon: str
    waiting: int = 0
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Workplace:
    """One municipality the user works for."""

    name: str
    address: str
    unchecked_services: int
    roles: tuple[Role, ...]
    tasks: tuple[Task, ...]
    left_before_opening: int
    checklist_url: str


def _pages(site: Site) -> tuple[Task, ...]:
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
                needs=(EDITS_PAGES,),
            )
        )
        tasks.append(
            Task(
                _("Edit other pages – %(form)s") % {"form": form},
                _("Front page, doors, articles and tools."),
                reverse("wagtailadmin_explore", args=[home.pk]),
                "doc-full",
                needs=(EDITS_PAGES,),
            )
        )
    return (*tasks, *_both_forms(site))


def _rows(site: Site) -> tuple[Task, ...]:
    return (
        Task(
            _("Edit services"),
            _("Both forms of Norwegian side by side."),
            reverse(Service.snippet_viewset.get_url_name("list")),
            "group",
            needs=("tjenesteoversikt.change_service",),
        ),
        *_of_the_site(site),
    )


def _of_the_site(site: Site) -> tuple[Task, ...]:
    return (
        Task(
            _("Languages"),
            _("Chosen pages in English, Arabic and other languages."),
            reverse("site_languages", args=[site.pk]),
            "globe",
            needs=("shell.change_municipality",),
        ),
        Task(
            _("The municipality's settings"),
            _("Name, colour, telephones and addresses."),
            reverse("wagtailsettings:edit", args=["shell", "municipality", site.pk]),
            "cog",
            needs=("shell.change_municipality",),
        ),
    )


def _both_forms(site: Site) -> tuple[Task, ...]:
    """The parity board, for a site that has two forms of Norwegian."""
    if len(homes_of(site)) < 2:
        return ()
    return (
        Task(
            _("The two forms of Norwegian"),
            _("Which pages and services have changed in one form, or are missing in it."),
            reverse("translation:board", args=[site.pk]),
            "globe",
            needs=needed_for("translation", "board"),
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
            needed_for("catalogue", "changes"),
        ),
        Task(
            _("Services you can borrow"),
            _("What other municipalities let you show."),
            reverse("catalogue:borrowable", args=[site.pk]),
            "plus",
            needs=needed_for("catalogue", "borrowable"),
        ),
        Task(
            _("Proposals from providers"),
            _("What they say is right, or should be changed."),
            reverse("catalogue:proposals", args=[site.pk]),
            "comment",
            waiting_at(site.pk).count() if counts else 0,
            needed_for("catalogue", "proposals"),
        ),
        Task(
            _("Guides on loan"),
            _("Lend a guide, take one in, and choose where a text has changed on both sides."),
            reverse("lending:waiting", args=[site.pk]),
            "copy",
            choosing.waiting_at(site).count() if counts else 0,
            needed_for("lending", "waiting"),
        ),
    )


def _language_check(site: Site) -> Task:
    return Task(
        _("Language check"),
        _("Words of the other form of Norwegian, terms and heavy texts."),
        reverse("reports:language_check", args=[site.pk]),
        "globe",
        needs=needed_for("reports", "language_check"),
    )


def _drafts(site: Site, counts: bool) -> tuple[Task, ...]:
    return (
        Task(
            _("Waits for approval"),
            _("What writers have sent, and who approves."),
            reverse("approval:waiting", args=[site.pk]),
            "tasks",
            count_at(site) if counts else 0,
            needed_for("approval", "waiting"),
        ),
        Task(
            _("Links to drafts"),
            _("Let somebody without a log-in read a draft."),
            reverse("previews:links", args=[site.pk]),
            "link",
            needs=needed_for("previews", "links"),
        ),
    )


def _reports(site: Site, counts: bool, with_pages: bool) -> tuple[Task, ...]:
    return (
        _language_check(site),
        Task(
            _("Due for review"),
            _("What ought to be checked again, and who answers for it."),
            reverse("reports:due", args=[site.pk]),
            "time",
            len(items_at(site, is_due(), with_pages=with_pages)) if counts else 0,
            needed_for("reports", "due"),
        ),
        Task(
            _("The model on three levels"),
            _("Plans, tools, routines and meeting arenas, and what is missing."),
            reverse("reports:model_report", args=[site.pk]),
            "table",
            needs=needed_for("reports", "model_report"),
        ),
        Task(
            _("Mapping"),
            _(
                "How many services there are for each level, age and theme, and where there is none."
            ),
            reverse("reports:mapping", args=[site.pk]),
            "table",
            needs=needed_for("reports", "mapping"),
        ),
    )


def _leading(site: Site) -> tuple[Task, ...]:
    return (
        Task(
            _("Grant checklist"),
            _("What you can show for each criterion of the grant."),
            reverse("reports:grant_checklist", args=[site.pk]),
            "clipboard-list",
            needs=needed_for("reports", "grant_checklist"),
        ),
        Task(
            _("Stale law"),
            _("Laws that no longer hold, and paragraphs typed into texts."),
            reverse("reports:law_radar", args=[site.pk]),
            "openquote",
            needs=needed_for("reports", "law_radar"),
        ),
        Task(
            _("People and roles"),
            _("Who works here, and what each of them may do."),
            reverse("reports:people", args=[site.pk]),
            "user",
            needs=needed_for("reports", "people"),
        ),
    )


def _tasks_of(user: User, site: Site, counts: bool) -> tuple[Task, ...]:
    """What the user's roles at the site are for."""
    has = permissions_at(user, site.pk)
    with_pages = user.is_superuser or EDITS_PAGES in has
    every = (
        *_pages(site),
        *_rows(site),
        *_drafts(site, counts),
        *_sharing(site, counts),
        *_reports(site, counts, with_pages),
        *_leading(site),
    )
    return tuple(task for task in every if user.is_superuser or has.issuperset(task.needs))


def _roles(user: User, site: Site) -> tuple[Role, ...]:
    """What the user is at the site, in the order of the table."""
    if user.is_superuser:
        return (ROLES["operator"],)
    held = roles_of(user).get(site.pk, frozenset())
    return tuple(role for key, role in ROLES.items() if key in held)


def _opens(user: User, site: Site) -> bool:
    """Whether the checklist before opening is the user's to look after."""
    needed = needed_for("reports", "go_live")
    return user.is_superuser or permissions_at(user, site.pk).issuperset(needed)


def start_page(user: User) -> list[Workplace]:
    """The user's municipalities in the order of their names."""
    names = {row.site_id: str(row) for row in Municipality.objects.select_related("site")}
    sites = list(sites_of(user).select_related("root_page"))
    # Counting costs some queries a site: not for an operator who has them all.
    counts = len(sites) <= MOST_COUNTED
    workplaces = [
        Workplace(
            names.get(site.pk, site.site_name or site.hostname),
            address_of(site),
            Service.objects.filter(
                publications__site=site, publications__is_visible=True, checked_on=None
            ).count(),
            _roles(user, site),
            _tasks_of(user, site, counts),
            GoLive(site).missing if counts and _opens(user, site) else 0,
            reverse("reports:go_live", args=[site.pk]),
        )
        for site in sites
    ]
    return sorted(workplaces, key=lambda workplace: workplace.name)
