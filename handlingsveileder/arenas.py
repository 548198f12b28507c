"""A step as one arena sees it: the step's own fields, with what differs there laid over them."""

from dataclasses import dataclass, field
from typing import Any

from bti_portal.registers.models import Arena

# The fields that may differ, in the order a reader meets them.
DIFFERING = (
    "what",
    "how",
    "responsible_roles",
    "involve",
    "tools",
    "services",
    "deadline",
    "documentation",
    "child_voice",
    "legal_references",
)
# What stands and falls with another field.
GOES_WITH = {"deadline_days": "deadline", "deadline_from": "deadline"}


@dataclass(frozen=True)
class SeenStep:
    """A step seen from an arena. Every attribute is the variant's if it has one, else the step's.

    `differs` names the fields in which this arena differs from the step as it stands.
    """

    step: Any
    arena: Arena | None = None
    variant: Any = None
    differs: frozenset[str] = field(default_factory=frozenset)

    def __getattr__(self, name: str) -> Any:
        if GOES_WITH.get(name, name) in self.differs:
            return self.variant[name]
        return getattr(self.step, name)


def seen_from(step: Any, arena: Arena | None) -> SeenStep:
    """`step` (a `StepPage`) as `arena` sees it; as it stands when nothing differs there."""
    for block in step.variants if arena else ():
        variant = block.value
        if variant["arena"] == arena:
            differs = frozenset(name for name in DIFFERING if _says_something(variant[name]))
            return SeenStep(step, arena, variant, differs)
    return SeenStep(step, arena)


def arenas_of(steps: list[Any]) -> list[Arena]:
    """The arenas in which at least one of `steps` differs, in the order of the register."""
    found = {
        block.value["arena"] for step in steps for block in step.variants if block.value["arena"]
    }
    return sorted(found, key=lambda arena: (arena.position, arena.pk))


def _says_something(value: Any) -> bool:
    """Rich texts answer for their source, since an empty one is an object as well."""
    return bool(getattr(value, "source", value))
