"""The criteria of the grant letter, with what the portal finds of each, and what is missing.

The portal never says that a criterion is met: that is for the grant giver. It says what can be
shown, what is missing, and what it cannot know.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bti_portal.registers.models import ModelElement
from bti_portal.reports.addresses import add_address, list_address, page_editor
from bti_portal.reports.grounds import Grounds
from bti_portal.reports.models import GrantEvidence
from bti_portal.shell.outline import Outline
from handlingsveileder.model_map import Cell
from handlingsveileder.models import GuidePage, StepPage
from tjenesteoversikt.models import Service

Key = GrantEvidence.Criterion
# Words that pages about participation and evaluation have in their titles or addresses.
ABOUT_PARTICIPATION = ("medverk", "medvirk", "evaluer")
# How many of many alike are named one by one.
NAMED = 5


@dataclass(frozen=True)
class Item:
    """Something found or missing, in words, and where it is."""

    words: str
    url: str = ""


@dataclass
class Findings:
    """What the portal can say of a criterion."""

    found: list[Item] = field(default_factory=list)
    missing: list[Item] = field(default_factory=list)

    def either(self, found: str, missing: Item, url: str = "") -> None:
        """Note what was found, or, where there is nothing to say, what is missing."""
        if found:
            self.found.append(Item(found, url))
        else:
            self.missing.append(missing)


@dataclass(frozen=True)
class Criterion:
    """A criterion with all that is laid beside it; `to_attach` is what the portal cannot know."""

    key: Key
    asks: Promise
    to_attach: Promise
    findings: Findings
    attached: tuple[GrantEvidence, ...]

    @property
    def title(self) -> str:
        return self.key.label

    @property
    def state(self) -> str:
        """`missing`, `waiting` for what must be attached, or `nothing_missing`."""
        if self.findings.missing:
            return "missing"
        return "nothing_missing" if self.attached else "waiting"


def checklist(outline: Outline) -> list[Criterion]:
    """The seven criteria for a site. A constant number of queries."""
    grounds = Grounds(outline)
    evidence: dict[str, list[GrantEvidence]] = {}
    for row in GrantEvidence.objects.filter(site=outline.site):
        evidence.setdefault(row.criterion, []).append(row)
    return [
        Criterion(key, asks, to_attach, look(grounds), tuple(evidence.get(key, ())))
        for key, (asks, to_attach, look) in CRITERIA.items()
    ]


def name_of(cell: Cell) -> str:
    """`Routines – The municipality`."""
    return f"{cell.name} – {cell.level.label}"


def _no_guide(grounds: Grounds) -> list[Item]:
    home = grounds.outline.home(grounds.language)
    url = reverse("wagtailadmin_explore", args=[home.pk]) if home else ""
    return [Item(_("No guide is published."), url)]


def _anchored(grounds: Grounds) -> Findings:
    said = Findings()
    if not grounds.guides:
        said.missing += _no_guide(grounds)
    for page, guide in grounds.guides:
        said.either(
            _approval(guide),
            Item(
                _("It does not say who approved «%s», and when.") % guide.title,
                page_editor(page.pk),
            ),
            grounds.address(page),
        )
        said.either(
            _("The minutes: %s") % guide.minutes_url if guide.minutes_url else "",
            Item(_("«%s» has no link to the minutes.") % guide.title, page_editor(page.pk)),
            guide.minutes_url,
        )
    cell = grounds.model.cell(ModelElement.Kind.MEETING_ARENA, ModelElement.Level.MUNICIPALITY)
    names = ", ".join(str(part.row) for part in cell.parts)
    said.either(
        _("Meeting arenas of the municipality: %s") % names if names else "",
        Item(_("The model has no meeting arena on the municipality's level."), add_address(cell)),
        grounds.address(grounds.map_page) if grounds.map_page else "",
    )
    return said


def _approval(guide: GuidePage) -> str:
    if not (guide.approved_by and guide.approved_on):
        return ""
    words = _("«%(guide)s» was approved by %(body)s, %(day)s.") % {
        "guide": guide.title,
        "body": guide.approved_by,
        "day": date_format(guide.approved_on, "j. F Y"),
    }
    return f"{words} {_('Case %s.') % guide.case_number}" if guide.case_number else words


def _mapped(grounds: Grounds) -> Findings:
    said = Findings()
    catalogue, model = grounds.catalogue, grounds.model
    count = grounds.services if catalogue else 0
    words = ngettext("The catalogue has %d service.", "The catalogue has %d services.", count)
    said.either(
        words % count if count else "",
        Item(
            _("Readers find no services in the catalogue."),
            list_address(Service),
        ),
        grounds.address(catalogue) if catalogue else "",
    )
    if count:
        words = _("The mapping by level, age and theme, which you can take out as PDF and Excel.")
        said.found.append(Item(words, reverse("reports:mapping", args=[grounds.site.pk])))
    if unchecked := grounds.unchecked_services:
        words = ngettext(
            "%d service has not been checked.", "%d services have not been checked.", unchecked
        )
        said.missing.append(Item(words % unchecked, list_address(Service)))
    arenas = sum(part.is_meeting_arena for part in model.parts)
    words = ngettext(
        "The model describes %d meeting arena.", "The model describes %d meeting arenas.", arenas
    )
    cell = model.cell(ModelElement.Kind.MEETING_ARENA, ModelElement.Level.AGENCY)
    said.either(
        words % arenas if arenas else "",
        Item(_("The model describes no meeting arenas."), add_address(cell)),
        grounds.address(grounds.map_page) if grounds.map_page else "",
    )
    return said


def _formalised(grounds: Grounds) -> Findings:
    said = Findings()
    if not grounds.guides:
        said.missing += _no_guide(grounds)
    for page, guide in grounds.guides:
        named = {"guide": guide.title, "version": guide.version}
        words = _("«%(guide)s», version %(version)s") % named if guide.version else ""
        if words and guide.valid_from:
            day = date_format(guide.valid_from, "j. F Y")
            words = _("%(words)s, valid from %(day)s") % {"words": words, "day": day}
        said.either(
            words,
            Item(_("«%s» has no version number.") % guide.title, page_editor(page.pk)),
            grounds.address(page),
        )
        if not guide.valid_from:
            words = _("It does not say from when «%s» is valid.") % guide.title
            said.missing.append(Item(words, page_editor(page.pk)))
    _note_map(grounds, said)
    return said


def _note_map(grounds: Grounds, said: Findings) -> None:
    page = grounds.map_page
    said.either(
        _("The page «%s» shows the model.") % page.title if page else "",
        Item(_("No page shows readers the model map.")),
        grounds.address(page) if page else "",
    )


def _three_levels(grounds: Grounds) -> Findings:
    said = Findings()
    cells, missing = grounds.model.cells, grounds.model.missing
    filled = {"filled": len(cells) - len(missing), "all": len(cells)}
    page = grounds.map_page
    words = _("%(filled)d of %(all)d cells of the model have something.") % filled
    said.found.append(Item(words, grounds.address(page) if page else ""))
    _note_map(grounds, said)
    said.missing += [
        Item(_("Nothing in the cell: %s") % name_of(cell), add_address(cell)) for cell in missing
    ]
    return said


def _guide(grounds: Grounds) -> Findings:
    said = Findings()
    if not grounds.guides:
        return Findings(missing=_no_guide(grounds))
    steps = grounds.steps
    for page, guide in grounds.guides:
        said.found.append(Item(_("The guide «%s»") % guide.title, grounds.address(page)))
        if not guide.violence_exit_id:
            words = _("«%s» has no way out on suspicion of violence.") % guide.title
            said.missing.append(Item(words, page_editor(page.pk)))
    numbers = {"levels": grounds.levels, "steps": len(steps)}
    said.either(
        _("%(levels)d levels and %(steps)d steps") % numbers if steps else "",
        Item(_("The guide has no steps."), page_editor(grounds.guides[0][0].pk)),
    )
    _note_steps(
        said,
        steps,
        lambda step: bool(step.responsible_roles),
        _("%(some)d of %(all)d steps say who is responsible."),
        _("Does not say who is responsible: %s"),
    )
    with_others = sum(bool(step.involve) for step in steps)
    said.either(
        _("%d steps say whom to involve, and whether it takes consent.") % with_others
        if with_others
        else "",
        Item(_("No step says whom of other services to involve.")),
    )
    return said


def _note_steps(
    said: Findings,
    steps: list[StepPage],
    has: Callable[[StepPage], bool],
    some_of_all: str,
    lacking: str,
) -> None:
    """Note how many steps have something, and name the first that have not."""
    if not steps:
        return
    without = [step for step in steps if not has(step)]
    if len(without) < len(steps):
        numbers = {"some": len(steps) - len(without), "all": len(steps)}
        said.found.append(Item(some_of_all % numbers))
    said.missing += [Item(lacking % step.title, page_editor(step.pk)) for step in without[:NAMED]]
    left = len(without) - NAMED
    if left > 0:
        words = ngettext("and %d more step", "and %d more steps", left)
        said.missing.append(Item(words % left))


def _evaluated(grounds: Grounds) -> Findings:
    said = Findings()
    _note_steps(
        said,
        grounds.steps,
        lambda step: bool(step.documentation.strip()),
        _("%(some)d of %(all)d steps say where to write it down."),
        _("Does not say where to write it down: %s"),
    )
    _note_steps(
        said,
        grounds.steps,
        lambda step: bool(step.child_voice.strip()),
        _("%(some)d of %(all)d steps say how the child is heard."),
        _("Does not say how the child is heard: %s"),
    )
    labels = ("handlingsveileder.ArticlePage", "handlingsveileder.ToolPage")
    pages = [page for label in labels for page in grounds.of_type(label)]
    about = [
        page
        for page in pages
        if any(word in f"{page.url} {page.title}".lower() for word in ABOUT_PARTICIPATION)
    ]
    said.found += [Item(_("The page «%s»") % page.title, grounds.address(page)) for page in about]
    if not about:
        said.missing.append(Item(_("No page is about participation or evaluation.")))
    return said


def _published(grounds: Grounds) -> Findings:
    said = Findings()
    outline = grounds.outline
    if not grounds.guides:
        said.missing += _no_guide(grounds)
    for page, guide in grounds.guides:
        words = _("Everybody can read «%s».") % guide.title
        said.found.append(Item(words, grounds.address(page)))
        twins = [outline.in_language(page, home.language) for home in outline.homes[1:]]
        said.found += [Item(twin.title, grounds.address(twin)) for twin in twins if twin]
    _note_map(grounds, said)
    if outline.municipality.is_demo:
        words = _("The site is marked as demo content.")
        url = reverse("wagtailsettings:edit", args=["shell", "municipality", grounds.site.pk])
        said.missing.append(Item(words, url))
    return said


Look = Callable[[Grounds], Findings]
# What the letter asks, in our words; what the portal cannot know; and where it looks.
CRITERIA: dict[Key, tuple[Promise, Promise, Look]] = {
    Key.ANCHORED: (
        gettext_lazy("The work must have its footing among both administrators and politicians."),
        gettext_lazy("The political decision, and how the leaders follow the work."),
        _anchored,
    ),
    Key.MAPPED: (
        gettext_lazy(
            "Within six months of the grant the municipality must have mapped how its services "
            "cooperate, what they know and what they offer, to notice and follow up children early."
        ),
        gettext_lazy("The mapping itself, and the day it was finished."),
        _mapped,
    ),
    Key.FORMALISED: (
        gettext_lazy(
            "From the mapping the municipality must write down and formalise one whole model "
            "across sectors."
        ),
        gettext_lazy("How the mapping led to the model you have."),
        _formalised,
    ),
    Key.THREE_LEVELS: (
        gettext_lazy(
            "The model must be formed for the single child, for the services and for the "
            "municipality, and show how plans, tools, routines and meeting arenas help on each."
        ),
        gettext_lazy("Plans and routines that are kept in other systems."),
        _three_levels,
    ),
    Key.GUIDE: (
        gettext_lazy(
            "The model must have a guide from concern to action. It must say who is responsible, "
            "and how services work together."
        ),
        gettext_lazy("Agreements between services that stand elsewhere."),
        _guide,
    ),
    Key.EVALUATED: (
        gettext_lazy(
            "The model must say how the municipality documents and evaluates the work on each "
            "level, and users must take part systematically."
        ),
        gettext_lazy("Evaluations you have made, and what children, parents and staff have said."),
        _evaluated,
    ),
    Key.PUBLISHED: (
        gettext_lazy(
            "The finished model must stand on the municipality's website. From the mapping the "
            "municipality must document results and improvements."
        ),
        gettext_lazy("Results and improvements since the mapping."),
        _published,
    ),
}
