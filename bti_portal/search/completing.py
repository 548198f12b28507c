"""What a search box may complete to: needs in everyday words, themes, services and tools."""

from bti_portal.caching import generations
from bti_portal.finding.index import Index
from bti_portal.finding.keeping import index_of
from bti_portal.finding.query import SearchQuery
from bti_portal.shell.navigation import Shell
from bti_portal.shell.outline import generation_of
from handlingsveileder.models import StepPage, ToolPage
from tjenesteoversikt.models import Need, Theme

# What a telephone may fetch without noticing.
MOST_NAMES = 500


def completions(shell: Shell, language: str) -> list[str]:
    """Needs first, then themes and names in the order of the alphabet, each once."""
    index = index_of(shell.site.pk, language)
    return generations.memory.recall(
        generation_of(shell.request),
        ("completions", shell.site.pk, language, id(index)),
        lambda: _read(shell, language, index),
    )


def _read(shell: Shell, language: str, index: Index) -> list[str]:
    said = [
        row.name
        for question, rows in (("behov", Need.objects.all()), ("tema", Theme.objects.all()))
        for row in rows
        if index.having(f"{question}:{row.key}")
    ]
    everything = index.find(SearchQuery.read(""), index.having("kind:service"))
    said += [hit.name for hit in everything.by("name", 0, MOST_NAMES)]
    outline = shell.outline
    said += [
        page.title
        for page in (outline.pages if outline else ())
        if page.language == language
        and issubclass(page.model, StepPage | ToolPage)
        and not outline.is_restricted(page.path)
    ][:MOST_NAMES]
    return list(dict.fromkeys(said))
