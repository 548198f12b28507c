"""Municipalities with both forms of Norwegian, their coordinators, and a stand-in for Apertium."""

from __future__ import annotations

import stat
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, Site

from tests.factories import ArticlePageFactory, UserFactory, home_of, make_site
from tests.reading import read

# What the stand-in knows: enough of both forms to see whose words stand where.
STAND_IN = """#!{python}
import re, sys, time
WORDS = {{"ikkje": "ikke", "eg": "jeg", "barna": "barna", "kven": "hvem", "steg": "trinn"}}
if "-l" in sys.argv:
    print("  nno-nob\\n  nob-nno_e")
    raise SystemExit
text = sys.stdin.read()
mood = {mood!r}
if mood == "slow":
    time.sleep(30)
if mood == "broken":
    raise SystemExit(3)
if sys.argv[-1] == "nob-nno_e":
    WORDS = {{after: before for before, after in WORDS.items()}}
def word(found):
    told = WORDS.get(found[0], found[0])
    return "*" + told if told == "snodig" and "-u" not in sys.argv else told
parts = re.split(r"(<apertium-notrans>.*?</apertium-notrans>|<[^>]+>)", text)
text = "".join(part if part.startswith("<") else re.sub(r"\\w+", word, part) for part in parts)
if mood == "loses":
    text = text.replace("<b>", "").replace("</b>", "")
sys.stdout.write(text)
"""


def put_stand_in(folder: Path, monkeypatch: Any, mood: str = "") -> None:
    """A small program called apertium, first on the path."""
    program = folder / "apertium"
    program.write_text(STAND_IN.format(python=sys.executable, mood=mood), encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def municipality(name: str, languages: tuple[str, ...] = ("nn", "nb")) -> SimpleNamespace:
    """A site, its coordinator, and her browser (`desk`)."""
    site = make_site(f"{name}.example", languages)
    cache.clear()
    person = UserFactory(coordinator_at=site, email=f"koordinator@{name}.example")
    desk = Client(HTTP_HOST=site.hostname)
    desk.force_login(person)
    return SimpleNamespace(site=site, desk=desk, person=person, home=home_of(site))


def at(name: str, *args: object) -> str:
    """One of the addresses about the two forms."""
    return reverse(f"translation:{name}", args=args)


def text_block(identity: str, html: str) -> dict[str, Any]:
    return {"type": "text", "id": identity, "value": html}


def article(
    home: Page, title: str = "Samarbeid", body: str = "<p>Eg veit ikkje.</p>", **values: Any
) -> Any:
    """A published article with one text."""
    page = ArticlePageFactory(
        parent=home, title=title, lead="Kort sagt.", body=[text_block("a1", body)], **values
    )
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def twin_article(page: Page, site: Site, title: str = "Samarbeid på bokmål", **values: Any) -> Any:
    """The same article, published in bokmål."""
    return article(home_of(site, "nb"), title, translation_key=page.translation_key, **values)


def publish(page: Page, user: Any = None, **values: Any) -> None:
    """Change a page and publish it, as the editor does."""
    latest = page.get_latest_revision_as_object()
    for name, value in values.items():
        setattr(latest, name, value)
    latest.save_revision(user=user).publish(user=user)
    page.refresh_from_db()


def typed(answer: Any) -> dict[str, str]:
    """The fields of proofreading as they stand on a page, ready to send."""
    assert answer.status_code == 200, answer.status_code
    return {
        control["name"]: control["value"] if control.tag == "input" else control.text
        for control in read(answer).all("input", "textarea")
        if control["name"].startswith("text-") or control["name"] == "seen"
    }


def filled(own: SimpleNamespace, address: str) -> dict[str, str]:
    """As `typed`, of the page at an address."""
    return typed(own.desk.get(address))
