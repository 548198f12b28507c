"""What this process remembers of the content, for as long as the content is unchanged.

The token is read from the database once a request. A save that changes content sets a new token
in its own transaction, so that every process sees old content with the old token or new content
with the new one. Tokens are random: a number would be used again after a rollback.
"""

from collections.abc import Callable, Hashable
from typing import TypeVar
from uuid import UUID, uuid4

from bti_portal.caching.models import Generation

CONTENT = "content"
NONE_YET = UUID(int=0)
T = TypeVar("T")


def present() -> UUID:
    """The token of the present content."""
    return (
        Generation.objects.filter(name=CONTENT).values_list("token", flat=True).first() or NONE_YET
    )


def begin_new() -> None:
    """Say that content has changed; takes effect when the running transaction is committed."""
    Generation.objects.update_or_create(name=CONTENT, defaults={"token": uuid4()})


class Memory:
    """Answers kept in this process; those of an older generation are dropped at the first question."""

    def __init__(self) -> None:
        self._token = NONE_YET
        self._answers: dict[Hashable, object] = {}

    def recall(self, token: UUID, question: Hashable, answer: Callable[[], T]) -> T:
        """The answer to `question` in the generation `token`, worked out when first asked for."""
        if token == NONE_YET:
            return answer()
        answers = self._answers
        if token != self._token:
            answers = {}
            self._token, self._answers = token, answers
        if question not in answers:
            answers[question] = answer()
        return answers[question]  # type: ignore[return-value]


memory = Memory()
