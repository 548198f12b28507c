"""Every page of both demo sites, as a reader without script meets it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from tests.reading import Element, read

# One walk a site: the tests that read it run in one process.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("walk")]

HOSTS = ["fjordvik.localhost", "austby.localhost"]
LOADED = {"link": "href", "script": "src", "img": "src", "source": "srcset", "iframe": "src"}
# Elements that a browser fetches something for; a canonical address and alternates are only words.
DATA = "application/ld+json"  # For search engines; no browser runs it.
NOT_LOADED = {"canonical", "alternate", "prev", "next", "license", "service-desc"}


@dataclass
class Crawl:
    """What a walk over all links of a site found."""

    host: str
    pages: dict[str, Element] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    answers: dict[str, HttpResponse] = field(default_factory=dict)
    linked_from: dict[str, str] = field(default_factory=dict)

    def each(self, told: Callable[[Element], object]) -> dict[str, object]:
        """What `told` finds wrong, by address; empty when all is well."""
        found = {address: told(page) for address, page in self.pages.items()}
        return {address: wrong for address, wrong in found.items() if wrong}


def _own(address: str, host: str) -> str | None:
    """The path and query of an address on the site itself, else None."""
    parts = urlsplit(address)
    if parts.scheme not in {"", "http", "https"} or (parts.netloc and parts.hostname != host):
        return None
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _is_one_more(address: str) -> bool:
    """Each page of the guide has arenas, pairs of arenas and documents; some stand for them all."""
    if "/for/" in address and not re.search(r"/for/barnehage/(og/sk[ou]le/)?$", address):
        return True
    return bool(re.search(r"/(pdf|plakat|tomt\.pdf|tomt\.docx)/?$", address))


@cache
def walk(host: str) -> Crawl:
    crawl, client = Crawl(host), Client(headers={"host": host})
    waiting = ["/", "/nn/finst-ikkje/", "/nb/finnes-ikke/"]
    while waiting:
        address = waiting.pop()
        if address in crawl.answers:
            continue
        answer = crawl.answers[address] = client.get(address)
        if answer.has_header("Location"):
            waiting.append(_own(answer["Location"], host) or "/")
        if "html" not in answer.get("Content-Type", "") or answer.has_header("Location"):
            continue
        crawl.texts[address] = answer.content.decode()
        page = crawl.pages[address] = read(crawl.texts[address])
        for link in page.all("a"):
            target = _own(urldefrag(urljoin(f"http://{host}{address}", link["href"])).url, host)
            if target is not None and target not in crawl.answers and not _is_one_more(target):
                crawl.linked_from.setdefault(target, address)
                waiting.append(target)
    return crawl


@pytest.fixture(scope="module", params=HOSTS)
def crawl(request, starter_package, django_db_blocker) -> Crawl:
    """One walk for all tests of this module; it only reads."""
    with django_db_blocker.unblock():
        return walk(request.param)


def test_the_walk_reaches_every_page_type_in_every_language(crawl):
    languages = ["nn", "nb"] if crawl.host.startswith("fjordvik") else ["nb"]
    for code in languages:
        own = [address for address in crawl.pages if address.startswith(f"/{code}/")]
        services = [address for address in own if re.search(r"/\d+-[a-z0-9-]+/$", address)]
        assert len(services) == 63
        assert len(own) > 63 + 1 + 3 + 1 + 4 + 21 + 13


def test_every_link_leads_to_a_page(crawl):
    wrong = {
        address: (answer.status_code, f"linked from {crawl.linked_from[address]}")
        for address, answer in crawl.answers.items()
        if answer.status_code != 200 and address in crawl.linked_from
    }
    assert wrong == {}


def is_empty(link: Element) -> bool:
    return not link["href"] and all(above.tag != "template" for above in link.above())


def test_no_link_has_an_empty_address(crawl):
    # In a template, a link gets its address from the script that fills it in.
    assert crawl.each(lambda page: [a.text for a in page.all("a") if is_empty(a)]) == {}


def test_a_link_to_a_part_of_a_page_has_that_part(crawl):
    def dead(page: Element) -> list[str]:
        known = {element["id"] for element in page.walk()}
        return [
            a["href"] for a in page.all("a") if a["href"][:1] == "#" and a["href"][1:] not in known
        ]

    assert crawl.each(dead) == {}


def test_no_page_sets_a_cookie(crawl):
    assert {a for a, answer in crawl.answers.items() if answer.cookies} == set()


def test_no_page_varies_by_cookie_or_language(crawl):
    varies = {answer.get("Vary", "").lower() for answer in crawl.answers.values()}
    assert not [words for words in varies if "cookie" in words or "language" in words]


def test_nothing_is_loaded_from_another_origin(crawl):
    def foreign(page: Element) -> list[str]:
        loaded = [e for e in page.all(*LOADED) if e["rel"] not in NOT_LOADED]
        addresses = [element[LOADED[element.tag]] for element in loaded]
        return [a for a in addresses if a and not re.match(r"/(?!/)", a)]

    assert crawl.each(foreign) == {}


def test_what_is_loaded_is_there(crawl):
    addresses = {
        element[LOADED[element.tag]]
        for page in crawl.pages.values()
        for element in page.all(*LOADED)
        if element["rel"] not in NOT_LOADED and element[LOADED[element.tag]]
    }
    assert len(addresses) >= 3
    for address in addresses:
        if address.startswith("/static/"):
            assert finders.find(address.removeprefix("/static/")), address
        else:
            assert Client(headers={"host": crawl.host}).get(address).status_code == 200, address


def test_forms_are_sent_only_to_the_site_itself(crawl):
    actions = {f["action"] for page in crawl.pages.values() for f in page.all("form")}
    assert actions
    assert all(_own(action, crawl.host) is not None for action in actions)


def test_the_policy_allows_only_what_is_our_own(crawl):
    policies = {
        answer.get("Content-Security-Policy")
        for answer in crawl.answers.values()
        if answer.get("Content-Type") != "application/pdf"
    }
    (policy,) = policies
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    for part in policy.split("; ")[1:]:
        assert set(part.split()[1:]) <= {"'self'", "'none'", "data:"}


def test_no_page_has_style_or_script_in_the_html(crawl):
    def inline(page: Element) -> list[str]:
        found = [e.tag for e in page.all("style")]
        found += [e.tag for e in page.all("script") if not e["src"] and e["type"] != DATA]
        for element in page.walk():
            found += [n for n in element.attributes if n == "style" or n.startswith("on")]
            found += [v for v in element.attributes.values() if (v or "").startswith("javascript:")]
        return found

    assert crawl.each(inline) == {}


def test_every_page_has_just_one_h1_and_no_level_of_headings_is_jumped_over(crawl):
    def wrong(page: Element) -> list[str]:
        headings = page.one("main").all("h1", "h2", "h3", "h4", "h5", "h6")
        levels = [int(heading.tag[1]) for heading in headings]
        jumps = [b for a, b in zip([0, *levels], levels, strict=False) if b > a + 1]
        return [f"h1: {levels.count(1)}"] * (levels.count(1) != 1) + [f"h{jump}" for jump in jumps]

    assert crawl.each(wrong) == {}


def test_every_page_has_title_language_and_landmarks(crawl):
    def wrong(page: Element) -> list[str]:
        found = [] if page.one("html")["lang"] in {"nn", "nb"} else ["lang"]
        found += [] if page.one("head").one("title").text.strip("– ") else ["title"]
        found += [t for t in ("header", "main", "footer") if len(page.all(t)) != 1]
        named = [nav["aria-label"] or nav["aria-labelledby"] for nav in page.all("nav")]
        return found + ([] if all(named) and len(set(named)) == len(named) else ["nav"])

    assert crawl.each(wrong) == {}


def test_the_language_of_a_page_is_the_one_in_its_address(crawl):
    wrong = {a for a, page in crawl.pages.items() if page.one("html")["lang"] != a.split("/")[1]}
    assert wrong == set()


def test_titles_tell_pages_apart(crawl):
    titles: dict[str, str] = {}
    for address, page in crawl.pages.items():
        # Two answers may lead to the same question.
        if (
            "?" not in address
            and "/svar/" not in address
            and crawl.answers[address].status_code == 200
        ):
            key = f"{address.split('/')[1]} {page.one('title').text}"
            assert titles.setdefault(key, address) == address


def test_every_page_can_be_left_in_one_click_that_tells_nothing(crawl):
    def wrong(page: Element) -> bool:
        (leave,) = [link for link in page.one("header").all("a") if link["rel"] == "noreferrer"]
        return not leave["href"].startswith("https://")

    assert crawl.each(wrong) == {}


def test_the_first_link_skips_to_the_content(crawl):
    assert crawl.each(lambda page: page.all("a")[0]["href"] != f"#{page.one('main')['id']}") == {}


def test_no_made_up_number_can_be_dialled(crawl):
    def wrong(page: Element) -> list[str]:
        numbers = [a["href"] for a in page.all("a") if a["href"].startswith(("tel:", "sms:"))]
        return [
            n for n in numbers if not re.search(r"[1-9]", n) or not re.fullmatch(r"\w+:\+?\d+", n)
        ]

    assert crawl.each(wrong) == {}


def test_ids_are_unique_and_what_is_referred_to_exists(crawl):
    def wrong(page: Element) -> list[str]:
        ids = [element["id"] for element in page.walk() if element["id"]]
        referred = {
            word
            for element in page.walk()
            for name in ("aria-labelledby", "aria-describedby", "for")
            for word in element[name].split()
        }
        return sorted(referred - set(ids)) + [i for i in set(ids) if ids.count(i) > 1]

    assert crawl.each(wrong) == {}


def test_the_demo_is_marked_and_kept_from_search_engines(crawl):
    def wrong(page: Element) -> bool:
        robots = [meta["content"] for meta in page.all("meta") if meta["name"] == "robots"]
        with translation.override(page.one("html")["lang"]):
            marked = gettext("Demo content. Not a real municipality.")
        return robots != ["noindex"] or marked not in page.one("footer").text

    assert crawl.each(wrong) == {}


def test_pages_may_be_kept_but_are_asked_about_again(crawl):
    kept = {crawl.answers[address].get("Cache-Control") for address in crawl.pages}
    (rule,) = kept
    assert set(rule.split(", ")) == {"public", "max-age=0", "must-revalidate"}


def test_a_page_that_has_not_changed_is_not_sent_again(demo, reader):
    client = reader(demo.fjordvik)
    first = client.get("/nn/")
    again = client.get("/nn/", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", ["/nn/", "/nn/verktoy/", "/nn/handlingsrettleiar/"])
def test_links_stay_at_the_address_the_reader_came_by(demo, reader, path):
    """The bare address shows Fjordvik; there `*.localhost` may lead nowhere."""
    page = read(reader("127.0.0.1:8001").get(path, headers={"host": "127.0.0.1:8001"}))
    elsewhere = [a["href"] for a in page.all("a") if "fjordvik.localhost" in a["href"]]
    assert elsewhere == []


def test_a_page_that_only_looks_is_answered_to_head_as_well(demo, reader):
    assert reader(demo.fjordvik).head("/nn/").status_code == 200


def test_no_english_is_left_on_the_pages(crawl):
    english = re.compile(r"\b(the|and|you|with|page|steps|offers?|without|help line)\b", re.I)

    def wrong(page: Element) -> list[str]:
        return english.findall(page.one("header").text + page.one("footer").text)

    assert crawl.each(wrong) == {}
