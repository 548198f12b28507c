"""Room for calls, so that the same work costs the same however deep it is called.

CPython (3.11 and later) keeps the frames of calls in pieces of 16 kB. A call that does not fit
takes a new piece from the operating system, and gives it back when it returns. When a busy loop
stands at the end of a piece, each of its calls does so: a page then cost up to 60 % more, and an
import of 2,000 rows 7.8 seconds instead of 4.6 (docs/adr/0027).
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from django.http import HttpRequest, HttpResponseBase

P = ParamSpec("P")
R = TypeVar("R")

# In words of eight bytes. The piece is the first power of two that holds this and a thousand
# more, 128 kB, so that about 70 kB is left for what is called.
WORDS = 7_300


def _call(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    return function(*args, **kwargs)


def with_room(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """What `function` returns or raises, called at the start of a piece with room for what it calls."""
    return _call(function, *args, **kwargs)


_call.__code__ = _call.__code__.replace(co_stacksize=WORDS)


class RoomMiddleware:
    """Every request begins with room for its calls."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return with_room(self.get_response, request)
