"""Publishing pages of the guide: what preflight blocks is refused, and versions are kept.

`ProsePage.save` asks here whenever a page is about to become what readers see, whichever way it
came: that is the one place no publishing gets past (ADR 0017).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from wagtail.log_actions import log
from wagtail.models import Page, Revision

from handlingsveileder import preflight
from handlingsveileder.preflight import Finding

if TYPE_CHECKING:
    from handlingsveileder.models import GuidePage

# What Wagtail's command says it does, and what the page's history says when it could not.
SCHEDULED = "wagtail.publish.scheduled"
REFUSED = "handlingsveileder.publish.refused"
FACTS = ("valid_from", "approved_by", "approved_on", "case_number", "minutes_url")


class PublishRefused(Exception):
    """The page has faults that readers must not meet. The draft is kept."""

    def __init__(self, page: Page, findings: list[Finding]) -> None:
        self.page = page
        self.findings = findings
        super().__init__("; ".join(finding.words for finding in findings))


@dataclass
class Whole:
    """Pages that are published as parts of one whole."""

    guides: dict[int, GuidePage] = field(default_factory=dict)


_whole: ContextVar[Whole | None] = ContextVar("whole", default=None)


@contextmanager
def as_a_whole() -> Iterator[None]:
    """Within this, pages are published unchecked, and versions are kept when all of them are out.

    For a package: its pages lead to one another, and each is published before some it leads to.
    """
    whole = Whole()
    token = _whole.set(whole)
    try:
        yield
        for guide in whole.guides.values():
            _keep_version(guide)
    finally:
        _whole.reset(token)


def blocking(page: Page) -> list[Finding]:
    """What keeps `page`, as it stands in memory, from being published.

    A guide with a new version number waits for all its published levels and steps as well: a
    version is what the municipality has approved, as a whole.
    """
    found = preflight.findings_of(page)
    if not _begins_a_version(page):
        return [finding for finding in found if finding.blocks]
    below = page.get_descendants().live().specific()
    for findings in preflight.findings_of_all(list(below)).values():
        found += findings
    return [finding for finding in found if finding.blocks_version]


def _begins_a_version(page: Page) -> bool:
    if not (hasattr(page, "versions") and page.version and page.pk):
        return False
    return not page.versions.filter(version=page.version).exists()


def check(page: Page) -> None:
    """Raise `PublishRefused` if preflight blocks `page`."""
    if _whole.get() is None and (found := blocking(page)):
        raise PublishRefused(page, found)


def is_being_published(page: Page, update_fields: Iterable[str] | None) -> bool:
    """Whether saving `page` now makes it, or a newer text of it, what readers see.

    Wagtail sets `live` and `last_published_at` together, and saves: on every way of publishing. A
    copy that keeps them is published as it is made. An alias follows a page that has been checked.
    """
    is_about_readers = update_fields is None or {"live", "last_published_at"} & set(update_fields)
    if not (is_about_readers and page.live) or page.alias_of_id:
        return False
    if page.pk is None:
        return page.last_published_at is not None
    before = Page.objects.filter(pk=page.pk).values_list("live", "last_published_at").first()
    return before is not None and before != (True, page.last_published_at)


def check_copies(page: Page, *, with_subpages: bool) -> None:
    """Raise `PublishRefused` if a copy of `page`, published at once, would have faults."""
    pages = (
        page.get_descendants(inclusive=True) if with_subpages else Page.objects.filter(pk=page.pk)
    )
    found = preflight.findings_of_all(list(pages.live().specific())).values()
    if blocked := [finding for findings in found for finding in findings if finding.blocks]:
        raise PublishRefused(page, blocked)


def give_up_schedule(refused: PublishRefused, revision: Revision) -> None:
    """Take a refused page off the schedule, so that it can be edited, and tell its history why."""
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    rules = list(dict.fromkeys(finding.rule.name for finding in refused.findings))
    log(instance=refused.page, action=REFUSED, revision=revision, data={"rules": rules})


def publish_together(revisions: list[Revision], user: Any) -> list[PublishRefused]:
    """Publish pages that may lead to one another. Returns those refused; the others are out."""
    waiting = {int(revision.object_id): revision for revision in revisions}
    refused: dict[int, PublishRefused] = {}
    found_more = True
    while found_more:
        found_more = False
        with preflight.published_together(waiting):
            for pk, revision in list(waiting.items()):
                page = revision.as_object()
                if found := blocking(page):
                    refused[pk] = PublishRefused(page, found)
                    del waiting[pk]
                    found_more = True
    with preflight.published_together(waiting):
        for revision in waiting.values():
            revision.publish(user=user)
    return list(refused.values())


def keep_version(guide: GuidePage) -> None:
    """Keep a guide that has just been published, if its version number is new.

    Facts about the approval may come later: they are brought up to date, the text never is.
    """
    if (whole := _whole.get()) is not None:
        whole.guides[guide.pk] = guide
    else:
        _keep_version(guide)


def _keep_version(guide: GuidePage) -> None:
    if not guide.version:
        return
    facts = {name: getattr(guide, name) for name in FACTS} | {"summary": guide.version_summary}
    if guide.versions.filter(version=guide.version).update(**facts):
        return
    from handlingsveileder import guide_document

    document = guide_document.of_guide(guide)
    if document and document["levels"]:
        guide.versions.create(version=guide.version, document=document, **facts)
