"""A fork with its own name, colour, words and template, made and upgraded as docs/fork.md says."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.fork

HOST = "bti.granli.example"
FOOTER = (
    '{% extends "base.html" %}{# A page of the fork: ours, with a line of its own below. #}\n'
    "{% block content %}{{ block.super }}<p>Laga i Granli</p>{% endblock %}\n"
)
WORDS = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    'msgid "Skip to the content"\nmsgstr "Gå rett til teksten i Granli"\n'
)
ASK = f"""
import django; django.setup()
from django.test import Client
client = Client(headers={{"host": "{HOST}"}})
page = client.get("/nn/")
print(page.status_code, page.content.decode())
"""


def _run(folder: Path, *command: str, **environment: str) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BTI_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    done = subprocess.run(
        command,
        cwd=folder,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    return done.stdout


def _git(folder: Path, *words: str) -> str:
    who = ("-c", "user.name=IT", "-c", "user.email=it@granli.example")
    return _run(folder, "git", *who, *words)


def _manage(fork: Path, *words: str) -> str:
    return _run(fork, sys.executable, "manage.py", *words)


def _page(fork: Path) -> str:
    environment = {"DJANGO_SETTINGS_MODULE": "bti_portal.settings.dev"}
    answer = _run(fork, sys.executable, "-c", ASK, **environment)
    assert answer.startswith("200 "), answer[:2000]
    return answer


def _write(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text)


def _upgrade(upstream: Path) -> None:
    """A new version of the original: another header, and the very template that the fork overrides."""
    for name in ("templates/components/header.html", "templates/handlingsveileder/home_page.html"):
        file = upstream / name
        file.write_text(file.read_text() + "\n<!-- the next version -->\n")
    pyproject = upstream / "pyproject.toml"
    pyproject.write_text(
        re.sub(r'\nversion = "[^"]+"', '\nversion = "99.0.0"', pyproject.read_text())
    )
    _git(upstream, "commit", "-qam", "The next version")


def test_a_fork_keeps_its_own_through_an_upgrade(tmp_path: Path) -> None:
    upstream, fork = tmp_path / "upstream", tmp_path / "granli"
    _git(tmp_path, "clone", "-q", str(settings.ROOT), str(upstream))
    _git(upstream, "checkout", "-q", "-B", "main")
    _git(tmp_path, "clone", "-q", "-o", "upstream", "-b", "main", str(upstream), str(fork))

    _write(fork, "own/templates/handlingsveileder/home_page.html", _extending(upstream))
    _write(fork, "own/static/own.css", ".bti-header { border-block-end: 4px solid; }\n")
    _write(fork, "own/locale/nn/LC_MESSAGES/django.po", WORDS)
    _git(fork, "add", "-A")
    _git(fork, "commit", "-qm", "What is Granli's own")

    _manage(fork, "migrate", "-v0")
    _manage(fork, "compile_catalogues")
    _manage(
        fork,
        "create_municipality",
        *("--name-nn", "Granli kommune", "--host", HOST, "--languages", "nn"),
        *("--municipality-number", "9999", "--organisation-number", "999999999"),
        *("--brand-colour", "#6b1e5f", "--model-name", "BTS"),
    )
    before = _page(fork)
    _expect_own(before, fork)
    assert "the next version" not in before

    _upgrade(upstream)
    _git(fork, "fetch", "-q", "upstream")
    _git(fork, "merge", "-q", "--no-edit", "upstream/main")
    assert _git(fork, "status", "--porcelain") == ""
    _manage(fork, "migrate", "-v0")
    _manage(fork, "compile_catalogues")
    after = _page(fork)
    _expect_own(after, fork)
    assert "the next version" in after


def _extending(upstream: Path) -> str:
    """The fork's front page: the original one, by its own name, with something added."""
    blocks = re.findall(
        r"{% block (\w+) %}", (upstream / "templates/handlingsveileder/home_page.html").read_text()
    )
    assert "content" in blocks
    return FOOTER.replace("base.html", "handlingsveileder/home_page.html")


def _expect_own(page: str, fork: Path) -> None:
    assert "Granli kommune" in page
    assert "Laga i Granli" in page
    assert "Gå rett til teksten i Granli" in page
    (style,) = re.findall(r'href="(/static/own[^"]*\.css)"', page)
    (theme,) = re.findall(r'href="(/theme/[^"]+\.css)"', page)
    ask = ASK.replace('"/nn/"', f'"{theme}"')
    environment = {"DJANGO_SETTINGS_MODULE": "bti_portal.settings.dev"}
    assert "#6b1e5f" in _run(fork, sys.executable, "-c", ask, **environment).lower()
    found = _manage(fork, "findstatic", style.removeprefix("/static/"), "--first")
    assert "own/static" in found
