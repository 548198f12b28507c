"""The processes of production work together: see deploy/production-shape for what is asked."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.production_shape
def test_gunicorn_nginx_postgresql_and_redis_serve_two_municipalities() -> None:
    done = subprocess.run(
        [sys.executable, "deploy/production-shape"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=1_800,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "The production shape holds." in done.stdout
