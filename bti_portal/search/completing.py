"""What a search box may complete to: needs in everyday words, themes, services and tools."""

from bti_portal.caching import generations
from bti_portal.finding.keeping import index_of
from bti_portal.finding.query import SearchQuery
from bti_portal.shell.navigation import Shell
from bti_portal.shell.outline import generation_of
from handlingsveileder.models import StepPage, ToolPage
from tjenesteoversikt.models import Need, Theme

# What a telephone may fetch without noticing.
MOST_NAMES = 500


def completions(shell: Shell, language: str, *, only_services: bool = False) -> list[str]:
    """Needs first, then themes and names in the order of the alphabet, each once."""
    index = index_of(shell.site.pk, language)
    said = generations.memory.recall(
        generation_of(shell.request), ("needs and themes", language), _needs_and_themes
    )
    words = [name for facet, name in said if index.having(facet)]
    everything = index.find(SearchQuery.read(""), index.having("kind:service"))
    words += [hit.name for hit in everything.by("name", 0, MOST_NAMES)]
    if not only_services:
        words += _titles(shell, language)
    return list(dict.fromkeys(words))


def _needs_and_themes() -> list[tuple[str, str]]:
    rows = {"behov": Need.objects.all(), "tema": Theme.objects.all()}
    return [(f"{name}:{row.key}", row.name) for name, found in rows.items() for row in found]


def _titles(shell: Shell, language: str) -> list[str]:
    """Steps and tools that are open to all."""
    outline = shell.outline
    return [
        page.title
        for page in (outline.pages if outline else ())
        if page.language == language
        and issubclass(page.model, StepPage | ToolPage)
        and not outline.is_restricted(page.path)
    ][:MOST_NAMES]
