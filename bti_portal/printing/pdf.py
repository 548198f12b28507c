"""Tagged PDF (PDF/UA-1) from HTML, made of what is on this machine: nothing is asked for elsewhere.

WeasyPrint needs libraries of the operating system (docs/operations.md). Where they are missing the
rest of the portal works, and says that PDF cannot be made here.
"""

from __future__ import annotations

import contextlib
import io
import logging
import mimetypes
import threading
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.urls import get_script_prefix
from django.utils._os import safe_join

VARIANT = "pdf/ua-1"
# About two hundred sheets. More takes longer than a request may.
LARGEST_HTML = 3_000_000
# How long one waits for another document to be done before one is asked to come back.
PATIENCE = 10.0

_press = threading.RLock()
logger = logging.getLogger(__name__)


class NotAvailable(Exception):
    """WeasyPrint, or a library it needs, is not on this machine."""


class Busy(Exception):
    """Another document is being made in this process; come back in a moment."""


class TooLarge(Exception):
    """More text than can be made into a document while somebody waits."""


@cache
def _engine() -> ModuleType | None:
    """WeasyPrint, if it can be loaded. What it prints when it cannot is of no use in a log."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            import weasyprint
    except (ImportError, OSError) as missing:
        logger.warning("PDF cannot be made on this machine: %s", str(missing).splitlines()[0])
        return None
    return weasyprint


def is_available() -> bool:
    """Whether PDF can be made here. Found out once in each process, which takes most of a second."""
    return _engine() is not None


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """One document at a time in a process, since each takes all of a processor.

    Raises:
        Busy: the one before was not done within `PATIENCE` seconds.
    """
    if not _press.acquire(timeout=PATIENCE):
        raise Busy
    try:
        yield
    finally:
        _press.release()


def from_html(html: str, *, base_url: str) -> bytes:
    """A tagged document.

    Args:
        html: a whole page. Its `lang` and `title` become those of the document.
        base_url: the page's full address. Links are made whole with it; style, typefaces and
            pictures are read from the disk, and only from the portal's own static files.

    Raises:
        NotAvailable, Busy, TooLarge: as their names say.
    """
    return on_at_most(None, [html], base_url=base_url)


def on_at_most(sheets: int | None, versions: Iterable[str], *, base_url: str) -> bytes:
    """The first of `versions` that takes no more than so many sheets; the last if none does."""
    engine = _engine()
    if engine is None:
        raise NotAvailable
    document = None
    with one_at_a_time():
        for html in versions:
            if len(html) > LARGEST_HTML:
                raise TooLarge
            document = engine.HTML(
                string=html, base_url=base_url, url_fetcher=_fetcher(engine, base_url)
            ).render(pdf_variant=VARIANT)
            if sheets is None or len(document.pages) <= sheets:
                break
        if document is None:
            raise ValueError("No version to make a document of.")
        return document.write_pdf(pdf_variant=VARIANT)


def _fetcher(engine: ModuleType, base_url: str) -> Any:
    """Reads pictures that stand in the page itself, and static files. Never the network."""
    own = urljoin(base_url, get_script_prefix() + settings.STATIC_URL.removeprefix("/"))
    response = engine.urls.URLFetcherResponse

    class OwnFiles(engine.urls.URLFetcher):
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            file = static_file(url, own)
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            return response(url, file.read_bytes(), {"Content-Type": kind})

    return OwnFiles(allowed_protocols=["data"], allow_redirects=False)


def static_file(url: str, own: str) -> Path:
    """The static file at `url`, below the address `own`, as it lies on the disk.

    Raises:
        ValueError: the address is not one of a static file of ours.
    """
    if not url.startswith(own):
        raise ValueError(f"Not one of our own files: {url}")
    name = unquote(urlsplit(url).path).removeprefix(urlsplit(own).path)
    with contextlib.suppress(SuspiciousFileOperation):
        collected = Path(safe_join(settings.STATIC_ROOT, name))
        for file in (collected, Path(finders.find(name) or collected)):
            if file.is_file():
                return file
    raise ValueError(f"No such file: {url}")
