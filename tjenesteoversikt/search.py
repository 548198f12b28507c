"""What readers can find of the catalogue: one entry for each service a site shows."""

import re
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.html import strip_tags
from wagtail.models import Site

from bti_portal import norsk
from bti_portal.finding import keeping
from bti_portal.finding.models import SearchEntry
from bti_portal.norsk.los import los_labels
from tjenesteoversikt.models import Publication, Service
from tjenesteoversikt.questions import answers_of

KIND = "service"
FORMS = ("nn", "nb")
RUNNING_TEXT = (
    "summary",
    "description",
    "how_to_get",
    "good_to_know",
    "meanwhile",
    "who_may_refer",
    "place",
)
WORD = re.compile(r"[^\W\d_]{3,}")


def _both(row: object, *names: str) -> str:
    texts = [getattr(row, f"{name}_{form}") or "" for name in names for form in FORMS]
    return strip_tags(" ".join(texts).replace("<", " <"))


def _said(row: Service, form: str) -> str:
    """The words that may be suggested to readers of a form of Norwegian, each once."""
    cited = [getattr(theme, f"name_{form}") or "" for theme in row.themes.all()]
    texts = [getattr(row, f"{name}_{form}") or "" for name in ("name", "everyday_words", "summary")]
    return " ".join(sorted(set(WORD.findall(norsk.plain(" ".join([*texts, *cited]))))))


def _tiers(publication: Publication, shown: Service) -> dict[str, str]:
    """The canonical words of a service, each only where it says most."""
    texts = {
        "title": _both(shown, "name"),
        "need": _both(shown, "everyday_words"),
        "theme": " ".join(
            [f"{_both(theme, 'name')} {los_labels(theme.los_uri)}" for theme in shown.themes.all()]
            + [_both(need, "name", "phrases") for need in shown.needs.all()]
            + [_both(shown.provider, "name")]
        ),
        "text": _both(shown, *RUNNING_TEXT) + " " + _both(publication, "local_note"),
    }
    seen: set[str] = set()
    tiers = {}
    for tier, text in texts.items():
        new = norsk.tokens(text) - seen
        seen |= new
        tiers[tier] = " ".join(sorted(new))
    return tiers


def entry_of(publication: Publication, shown: Service | None = None) -> SearchEntry:
    """What can be found of a service at a site; `shown` where the row itself is not yet stored."""
    shown = shown or publication.shown
    return SearchEntry(
        site_id=publication.site_id,
        kind=KIND,
        object_id=publication.pk,
        name_nn=shown.name_nn or "",
        name_nb=shown.name_nb or "",
        facets=" ".join(answers_of(shown)),
        words_nn=_said(shown, "nn"),
        words_nb=_said(shown, "nb"),
        checked_on=shown.checked_on,
        ends_on=shown.ends_on,
        **_tiers(publication, shown),
    )


def shown_with_citations() -> QuerySet[Publication]:
    """What readers may see, with everything an entry is made of."""
    return (
        Publication.objects.shown()
        .select_related("service", "service__provider", "approved_revision")
        .prefetch_related("service__themes", "service__needs", "service__arenas")
    )


def write(publications: Iterable[Publication], live: Service | None = None) -> None:
    """Bring the entries of `publications` in line with what readers may see of them.

    Args:
        publications: of any sites.
        live: the service of them all as it is being published, whose citations are not stored yet.
    """
    if keeping.is_paused():
        return
    by_site: dict[int, list[int]] = defaultdict(list)
    for publication in publications:
        by_site[publication.site_id].append(publication.pk)
    for site_id, pks in by_site.items():
        entries = [
            entry_of(row, live if live and not row.is_borrowed else None)
            for row in shown_with_citations().filter(pk__in=pks)
        ]
        keeping.replace(site_id, KIND, pks, entries)


def write_all(site: Site) -> int:
    """Make all entries of a site's services anew. Returns how many there are."""
    rows = shown_with_citations().filter(site=site).iterator(chunk_size=500)
    return keeping.replace_all(site.pk, KIND, (entry_of(row) for row in rows))
