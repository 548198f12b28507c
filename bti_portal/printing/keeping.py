"""Documents that have been made are kept for a while, by what they say.

The mark of a document is worked out from all its words, so a kept document is never older than
its content, whoever changed it and wherever.
"""

from collections.abc import Callable
from hashlib import sha256

from django.core.cache import caches

from bti_portal.printing.pdf import one_at_a_time

# Named in the settings, with how many are kept and for how long.
KEPT = "documents"
# To be counted up when the same words are to give another document.
EDITION = 1


def mark_of(*parts: str) -> str:
    """The mark of a document made of `parts`: the same for the same words, in every process."""
    digest = sha256(str(EDITION).encode())
    for part in parts:
        digest.update(b"\0" + part.encode())
    return digest.hexdigest()[:32]


def kept(mark: str, make: Callable[[], bytes]) -> bytes:
    """The document with this mark: the kept one, or else the one that `make` gives."""
    shelf = caches[KEPT]
    document = shelf.get(mark)
    if document is None:
        with one_at_a_time():
            # Whoever came first may have made it while we waited.
            document = shelf.get(mark)
            if document is None:
                document = make()
                shelf.set(mark, document)
    return document
