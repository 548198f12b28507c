"""Rules about the ladder: who is responsible, where one goes on, and the way out of it."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from bti_portal.registers.models import Role
from handlingsveileder.preflight.facts import GUIDE, LEVEL, STEP, Facts
from handlingsveileder.preflight.findings import Fault, Severity, rule
from handlingsveileder.taken_addresses import taken_words, told
from handlingsveileder.ways_on import decisions_of


@rule(STEP, severity=Severity.BLOCKING, title=gettext_lazy("Who is responsible"))
def nobody_responsible(step: Page, facts: Facts) -> Iterator[Fault]:
    """A step without a role that answers for it."""
    chosen = [block["value"] for block in step.responsible_roles.raw_data]
    if not any(pk and facts.row(Role, int(pk)) for pk in chosen):
        yield Fault(_("Nobody is responsible for this step. Choose a role."), "responsible_roles")


@rule(STEP, severity=Severity.WHOLE, title=gettext_lazy("The way on"))
def no_way_on(step: Page, facts: Facts) -> Iterator[Fault]:
    """The last step of a guide, without a decision that says how it ends."""
    guide = facts.guide_of(step)
    leads_on = any(decision.exits for decision in decisions_of(step))
    if guide and guide.is_last_step(step.path) and not leads_on:
        yield Fault(
            _(
                "No step comes after this one. Add a decision that says how the ladder ends,"
                " or where one goes on."
            ),
            "decisions",
        )


@rule(GUIDE, severity=Severity.BLOCKING, title=gettext_lazy("The way out on suspicion of violence"))
def no_violence_exit(guide: Page, facts: Facts) -> Iterator[Fault]:
    """A guide whose pages cannot lead out of it when there is suspicion of violence."""
    cited = facts.pages.get(guide.violence_exit_id or 0)
    if cited is None:
        yield Fault(
            _(
                "The guide has no way out on suspicion of violence. Choose the page that every"
                " level and step links to in its first line."
            ),
            "violence_exit",
        )
    elif not cited.is_for_readers:
        words = _("The way out on suspicion of violence, «{page}», is not open to readers.")
        yield Fault(words.format(page=cited.title), "violence_exit")


def _different_heights(page: Page, facts: Facts) -> str:
    """That the guide has more levels in one form of Norwegian than in the other; empty if not.

    A form without any published level is still being written.
    """
    guide = facts.guide_of(page)
    if guide is None or not guide.published_levels:
        return ""
    for other in facts.other_forms_of(guide):
        if other.published_levels not in {0, guide.published_levels}:
            words = _(
                "The guide has {here} published levels in this form of Norwegian and {there} in"
                " the other."
            )
            return words.format(here=guide.published_levels, there=other.published_levels)
    return ""


@rule(GUIDE, severity=Severity.BLOCKING, title=gettext_lazy("As many levels in both forms"))
def levels_differ(guide: Page, facts: Facts) -> Iterator[Fault]:
    """The guide itself cannot be published while its forms differ."""
    if words := _different_heights(guide, facts):
        yield Fault(words)


@rule(LEVEL, severity=Severity.ADVICE, title=gettext_lazy("As many levels in both forms"))
def other_form_differs(level: Page, facts: Facts) -> Iterator[Fault]:
    """A level is published before its twin: somebody has to be first."""
    if words := _different_heights(level, facts):
        yield Fault(words)


@rule(LEVEL, severity=Severity.WHOLE, title=gettext_lazy("Steps on every level"))
def no_steps(level: Page, facts: Facts) -> Iterator[Fault]:
    """A level without steps."""
    guide = facts.guide_of(level)
    if guide and not guide.has_steps(level.path):
        yield Fault(_("This level has no steps yet."))


@rule(GUIDE, severity=Severity.ADVICE, title=gettext_lazy("A version of the whole guide"))
def version_of_nothing(guide: Page, facts: Facts) -> Iterator[Fault]:
    """A version number on a guide that has no text to keep yet."""
    tree = facts.guide_of(guide)
    if facts.is_new_version(guide) and tree and not tree.published_levels:
        words = _(
            "Version {version} is not kept yet, since no level is published. Publish the guide"
            " once more when its levels and steps are out."
        )
        yield Fault(words.format(version=guide.version), "version")


@rule(GUIDE, severity=Severity.BLOCKING, title=gettext_lazy("A version number of its own"))
def number_of_an_old_version(guide: Page, facts: Facts) -> Iterator[Fault]:
    """A number that has been used before: the old version's approval would be written over."""
    if guide.version in facts.versions.get(guide.pk, [])[1:]:
        words = _(
            "There has been a version {version} before, and newer ones after it. Use a new number."
        )
        yield Fault(words.format(version=guide.version), "version")


@rule(LEVEL, STEP, severity=Severity.BLOCKING, title=gettext_lazy("An address of its own"))
def taken_address(page: Page, facts: Facts) -> Iterator[Fault]:
    """An address that the guide answers at itself: a copied page may have one."""
    if page.slug in taken_words(page._meta.label):
        yield Fault(told(page.slug), "slug")


@rule(LEVEL, severity=Severity.ADVICE, title=gettext_lazy("A title without the number"))
def number_in_title(level: Page, facts: Facts) -> Iterator[Fault]:
    """A title such as `Level A: concern`: readers would see `Level A` twice."""
    begins = rf"(\w+\s+{re.escape(level.label)})\s*[-–—:.,]\s*\w"
    found = re.match(begins, level.title) if level.label else None
    if found:
        words = _(
            "The title begins with «{words}», which readers already see beside it. Let the title"
            " say only what the level is about."
        )
        yield Fault(words.format(words=found[1]), "title")
