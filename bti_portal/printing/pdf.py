"""HTML as tagged PDF, where the system libraries for it are installed."""

from functools import cache
from typing import Any


class NotAvailable(Exception):
    """The system libraries that make PDF are not installed here."""


@cache
def _weasyprint() -> Any:
    try:
        import weasyprint
    except (ImportError, OSError):
        return None
    return weasyprint


def is_available() -> bool:
    """Whether this installation can make PDF."""
    return _weasyprint() is not None


def from_html(html: str, *, base_url: str) -> bytes:
    """`html`, a whole document, as PDF/UA. What it loads is found relative to `base_url`."""
    if not is_available():
        raise NotAvailable
    document = _weasyprint().HTML(string=html, base_url=base_url)
    return document.write_pdf(pdf_variant="pdf/ua-1")
