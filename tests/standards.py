"""The published standards that some tests compare with. They are not ours to give out."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

PLACE = Path(os.environ.get("BTI_STANDARDS") or Path(settings.ROOT).parent / "shared" / "standards")


def standard(name: str) -> Path:
    """The file of a standard. Where it is missing nothing can be compared: CI fails, others pass by."""
    file = PLACE / name
    if not file.exists():
        assert os.environ.get("CI") != "true", f"{name} is not in BTI_STANDARDS ({PLACE})"
        pytest.skip(f"{name} is not in BTI_STANDARDS")
    return file


def schema(name: str) -> dict[str, Any]:
    """A JSON schema of a standard."""
    return json.loads(standard(name).read_text(encoding="utf-8"))
