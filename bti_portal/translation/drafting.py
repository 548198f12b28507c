"""Machine drafts of pages and rows. Never published, never in the place of what somebody wrote.

A text that is empty, still in the other form, or as the machine left it last is filled. For a text
somebody has written, the machine's version is kept beside it as a proposal.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Model
from wagtail.models import Page, Revision, Site

from bti_portal.translation import apertium
from bti_portal.translation.models import Parity
from bti_portal.translation.parity import Mode, page_texts, parity_of
from bti_portal.translation.segments import Segment, mark, plainly, texts_of
from bti_portal.translation.terms import missed_terms, terms_for, words_for
from bti_portal.translation.twins import (
    all_words,
    links_to,
    name_address,
    newest,
    paths_between,
    put_words,
    relinked,
    shown,
)

logger = logging.getLogger(__name__)


@dataclass
class Outcome:
    """What a draft did, as numbers of texts."""

    filled: int = 0
    proposed: int = 0
    left: list[str] = field(default_factory=list)


def can_draft(source: str, target: str) -> bool:
    """Whether this machine makes drafts from one form to the other."""
    return apertium.is_available(source, target)


def machine_texts(
    site: Site, segments: Iterable[Segment], source: str, target: str, links: Mapping[int, int]
) -> dict[str, apertium.Draft]:
    """The machine's version of each text, by its path in the source.

    Raises:
        CannotTranslate: there is no such program, or it failed.
    """
    texts = {
        one.path: apertium.Source(
            relinked(plainly(one.text), links) if one.is_rich else one.text, one.is_rich
        )
        for one in segments
        if one.text.strip()
    }
    words = words_for(site, source)
    made = apertium.translate(texts, source, target, words)
    missed: dict[str, str] = {}
    again = {}
    terms = terms_for(site)
    for path, draft in made.items():
        if found := missed_terms(terms, source, texts[path].text, draft.text):
            again[path] = texts[path]
            missed |= found
    return made | apertium.translate(again, source, target, words | missed) if again else made


def _remember(
    parity: Parity, language: str, made: Mapping[str, apertium.Draft], originals: Mapping[str, str]
) -> None:
    known = dict(parity.proposals.get(language, {}))
    for path, draft in made.items():
        known[path] = {
            "text": draft.text,
            "doubtful": list(draft.doubtful),
            "of": mark(originals[path]),
        }
    parity.proposals = parity.proposals | {language: known}
    parity.save(update_fields=["proposals"] if parity.pk else None)


def _may_fill(now: str, original: str, earlier: Mapping[str, Any] | None) -> bool:
    """Whether nobody has written `now`: it is empty, untranslated, or the machine's own."""
    words = plainly(now)
    return not words or words == plainly(original) or (bool(earlier) and words == earlier["text"])


def draft_page(source: Page, target: Page, site: Site, user: Any) -> Outcome:
    """A machine draft of `target` from `source`, saved as a draft with the proposals beside it.

    Raises:
        CannotTranslate: there is no such program, or it failed.
    """
    ours, theirs = shown(source), newest(target)
    own, language = ours.locale.language_code, theirs.locale.language_code
    links = links_to([ours], language)
    parity = parity_of(site, source)
    paths, before = paths_between(ours, theirs), all_words(theirs)
    segments = [
        one
        for one in texts_of(ours)
        if paths.get(one.path) not in before or _is_wanted(parity, own, one)
    ]
    # Before the transaction: the program takes its time, and others want to write.
    made = machine_texts(site, segments, own, language, links)
    known = parity.proposals.get(language, {})
    outcome, words = Outcome(), {}
    for one in segments:
        if not one.text.strip():
            continue
        if one.path not in made:
            outcome.left.append(str(one.label))
            continue
        now = before.get(paths.get(one.path, ""), "")
        original = relinked(one.text, links)
        if _may_fill(now, original, known.get(one.path)) and _fits(one, made[one.path]):
            words[one.path] = made[one.path].text
            outcome.filled += 1
        elif plainly(now) != made[one.path].text:
            outcome.proposed += 1
    put_words(theirs, ours, words, links)
    with transaction.atomic():
        if words:
            name_address(theirs)
            theirs.save_revision(user=user)
        _remember(parity, language, made, {one.path: one.text for one in segments})
    return outcome


def _is_wanted(parity: Parity, language: str, one: Segment) -> bool:
    """Once the forms have been in step, only what has changed since is drafted."""
    if not parity.in_step_at:
        return True
    return parity.texts.get(language, {}).get(one.path, "") != plainly(one.text)


def _fits(one: Segment, draft: apertium.Draft) -> bool:
    return one.longest is None or len(draft.text) <= one.longest


def draft_row(row: Model, source: str, target: str, site: Site, user: Any) -> Outcome:
    """As `draft_page`, for the other column of a row with drafts.

    Raises:
        CannotTranslate: there is no such program, or it failed.
    """
    latest = row.get_latest_revision_as_object()
    parity = parity_of(site, row)
    told = [one for one in texts_of(latest) if one.language == source]
    there = {one.path: one.text for one in texts_of(latest) if one.language == target}
    segments = [one for one in told if not there[one.path] or _is_wanted(parity, source, one)]
    made = machine_texts(site, segments, source, target, {})
    known, outcome = parity.proposals.get(target, {}), Outcome()
    for one in segments:
        if not one.text.strip():
            continue
        if one.path not in made:
            outcome.left.append(str(one.label))
        elif _may_fill(there[one.path], one.text, known.get(one.path)) and _fits(
            one, made[one.path]
        ):
            setattr(latest, f"{one.path}_{target}", made[one.path].text)
            outcome.filled += 1
        else:
            outcome.proposed += 1
    with transaction.atomic():
        if outcome.filled:
            latest.save_revision(user=user)
        _remember(parity, target, made, {one.path: one.text for one in segments})
    return outcome


def propose_after_publishing(
    parity: Parity, page: Page, twin: Page, revision: Revision | None
) -> None:
    """Have proposals ready for what somebody has just changed. The other page is not touched.

    Only for a person at the editor: a package brings both forms itself.
    """
    own, language = page.locale.language_code, twin.locale.language_code
    is_wanted = parity.mode == Mode.STEP and parity.source in {"", own}
    if not is_wanted or revision is None or not revision.user_id or not can_draft(own, language):
        return
    # Robust: the page is out, and whoever published it is not to meet what fails here.
    transaction.on_commit(lambda: _propose(parity.pk, page, language), robust=True)


def _propose(pk: int, page: Page, language: str) -> None:
    parity = Parity.objects.filter(pk=pk).select_related("site__root_page").first()
    if parity is None or not page_texts(page):
        return
    own = page.locale.language_code
    segments = [one for one in texts_of(page) if _is_wanted(parity, own, one)]
    try:
        made = machine_texts(parity.site, segments, own, language, links_to([page], language))
    except apertium.CannotTranslate:
        logger.info("No machine proposals for page %s.", page.pk)
        return
    _remember(parity, language, made, {one.path: one.text for one in segments})
