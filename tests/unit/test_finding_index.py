"""In which order the index gives what it holds."""

from bti_portal import norsk
from bti_portal.finding.index import Entry, Index
from bti_portal.finding.query import SearchQuery


def entry(name: str, facets: str = "", text: str = "") -> Entry:
    words = {"title": name, "need": "", "theme": "", "text": text}
    spelt = {tier: " ".join(sorted(norsk.tokens(said))) for tier, said in words.items()}
    return Entry("service", sum(map(ord, name)), name, spelt, facets)


def names(entries: list[Entry], query: str) -> list[str]:
    return [hit.name for hit in Index(entries).find(SearchQuery.read(query)).cut(0, 9)]


def test_who_usually_helps_most_comes_first():
    entries = [entry("BUP"), entry("Kommunepsykolog"), entry("Fastlege")]
    assert names(entries, "angst") == ["Kommunepsykolog", "BUP", "Fastlege"]


def test_who_usually_helps_is_found_in_a_compound():
    assert names([entry("Fotball"), entry("Jordmortenesta")], "gravid") == ["Jordmortenesta"]


def test_what_is_for_other_ages_comes_later():
    entries = [
        entry("Angstkurs A", "alder:13-15 alder:16-18"),
        entry("Angstkurs B", "alder:2-5 alder:6-9"),
        entry("Angstkurs C"),
    ]
    assert names(entries, "angstkurs for femåring") == ["Angstkurs B", "Angstkurs C", "Angstkurs A"]
    assert names(entries, "angstkurs") == ["Angstkurs A", "Angstkurs B", "Angstkurs C"]


def test_a_guess_by_age_is_not_said_to_have_all_the_words():
    answer = Index([entry("Helsestasjon")]).find(SearchQuery.read("treåringen gnikk"))
    assert len(answer) == 1
    assert not answer.has_all


def test_words_nobody_knows_find_nothing():
    assert names([entry("Helsestasjon"), entry("BUP")], "romskip til månen") == []
