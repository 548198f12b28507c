"""Work costs the same however deep it is called."""

import resource
from collections.abc import Callable

import pytest

from bti_portal.shell.call_stack import with_room

TIMES = 200


def called_at(depth: int, work: Callable[[], object]) -> object:
    return work() if depth == 0 else called_at(depth - 1, work)


def busy() -> None:
    for _ in range(TIMES):
        called_at(20, int)


def faults_at(depth: int, work: Callable[[], object]) -> int:
    """How many pages the operating system had to hand out while `work` ran at `depth` calls down."""

    def counted() -> int:
        work()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        work()
        return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

    found = called_at(depth, counted)
    assert isinstance(found, int)
    return found


def test_no_depth_makes_a_busy_loop_ask_for_memory_over_and_over() -> None:
    assert max(faults_at(depth, lambda: with_room(busy)) for depth in range(0, 300, 5)) < TIMES / 2


def test_what_is_called_answers_and_fails_as_it_does_by_itself() -> None:
    assert with_room(divmod, 7, 2) == (3, 1)
    assert with_room(int, "12", base=3) == 5
    with pytest.raises(ZeroDivisionError):
        with_room(divmod, 1, 0)
