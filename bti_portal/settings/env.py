"""Typed reading of the environment.

Every variable the portal understands is read through one `Environment`. Faults are collected
while settings are read and raised together, so that an operator mends all of them at once.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

TRUE_WORDS = {"1", "true", "yes", "on"}
FALSE_WORDS = {"0", "false", "no", "off", ""}


class UnsafeEnvironment(Exception):
    """Raised once with every missing or unsafe variable, one a line."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        lines = "\n".join(f"  - {fault}" for fault in faults)
        super().__init__(f"The portal cannot start with this environment:\n{lines}")


class Environment:
    """Reads `BTI_…` variables as the type asked for and remembers what was wrong."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = variables
        self.faults: list[str] = []

    def text(self, name: str, default: str = "") -> str:
        """The value without surrounding space, or `default` when unset or empty."""
        return self._variables.get(name, "").strip() or default

    def flag(self, name: str, default: bool = False) -> bool:
        """True or false; any other word is a fault and gives `default`."""
        word = self._variables.get(name)
        if word is None:
            return default
        if word.strip().lower() in TRUE_WORDS:
            return True
        if word.strip().lower() in FALSE_WORDS:
            return False
        self.faults.append(f"{name} must be true or false, not {word!r}.")
        return default

    def number(self, name: str, default: int) -> int:
        """A whole number; anything else is a fault and gives `default`."""
        word = self.text(name)
        if not word:
            return default
        if word.isascii() and word.isdigit():
            return int(word)
        self.faults.append(f"{name} must be a whole number, not {word!r}.")
        return default

    def words(self, name: str) -> list[str]:
        """The comma-separated parts, empty ones left out."""
        return [part.strip() for part in self.text(name).split(",") if part.strip()]

    def database(self, name: str, default: dict[str, Any]) -> dict[str, Any]:
        """A Django database from `postgresql://user:password@host:port/name`, or `default` when unset."""
        address = self.text(name)
        if not address:
            return default
        try:
            parts = urlsplit(address)
            port = parts.port or 5432
        except ValueError:
            parts, port = urlsplit(""), 0
        if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
            self.faults.append(f"{name} must look like postgresql://user:password@host:5432/name.")
            return default
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.strip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(port),
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
        }

    def require(self, condition: bool, fault: str) -> None:
        """Remember `fault` unless `condition` holds."""
        if not condition:
            self.faults.append(fault)

    def refuse_faults(self) -> None:
        """Raise `UnsafeEnvironment` with all remembered faults, if there are any."""
        if self.faults:
            raise UnsafeEnvironment(self.faults)
