"""Files that are written in a transaction: a rollback takes the rows, and here the files too."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction
from django.db.models.fields.files import FieldFile

_written: ContextVar[list[FieldFile] | None] = ContextVar("written", default=None)


@contextmanager
def whole_or_nothing() -> Iterator[None]:
    """A transaction. If it is rolled back, the files that were noted in it are deleted.

    Within another one, the files of the inner one are the outer one's once the inner is done.
    """
    outer, written = _written.get(), list[FieldFile]()
    token = _written.set(written)
    is_done = False
    try:
        with transaction.atomic():
            yield
        is_done = True
    finally:
        _written.reset(token)
        if not is_done:
            for file in written:
                file.storage.delete(file.name)
        elif outer is not None:
            outer += written


def note_written(file: FieldFile) -> None:
    """Let a file go with the transaction it was written in."""
    written = _written.get()
    if written is not None:
        written.append(file)
