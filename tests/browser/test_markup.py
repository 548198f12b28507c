"""The HTML of every kind of page is valid."""

import json
import shutil
import subprocess
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from django.conf import settings

from tests.browser.conftest import FORMS, KINDS, Served

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

ROOT = Path(settings.ROOT)
VALIDATOR = ROOT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
CONFIG = ROOT / "tests" / "browser" / "htmlvalidate.json"


def _html(served: Served, kind: str, form: str) -> str:
    address = f"http://127.0.0.1:{served.port}{served.pages[kind, form]}"
    request = Request(address, headers={"Host": f"fjordvik.localhost:{served.port}"})
    try:
        with urlopen(request) as answer:  # noqa: S310
            return answer.read().decode()
    except HTTPError as error:
        assert error.code == 404
        return error.read().decode()


def test_the_html_of_every_kind_of_page_is_valid(served: Served, tmp_path: Path) -> None:
    for form in FORMS:
        for kind in KINDS:
            (tmp_path / f"{kind}-{form}.html").write_text(_html(served, kind, form))
    node = shutil.which("node") or str(ROOT / ".venv" / "bin" / "node")
    command = [node, str(VALIDATOR), "--config", str(CONFIG), "--formatter", "json"]
    pages = [str(file) for file in sorted(tmp_path.glob("*.html"))]
    assert len(pages) == len(FORMS) * len(KINDS)
    done = subprocess.run([*command, *pages], capture_output=True, text=True, check=False)
    assert done.stdout.startswith("["), done.stderr
    faults = {
        f"{Path(page['filePath']).stem}:{fault['line']} {fault['ruleId']}: {fault['message']}"
        for page in json.loads(done.stdout)
        for fault in page["messages"]
        if fault["severity"] == 2
    }
    assert sorted(faults) == []


def test_the_validator_finds_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "wrong.html").write_text("<!doctype html><html lang='nn'><p><div></p></html>")
    node = shutil.which("node") or str(ROOT / ".venv" / "bin" / "node")
    command = [node, str(VALIDATOR), "--config", str(CONFIG), str(tmp_path / "wrong.html")]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1
