"""The rules that keep the house in order (docs/architecture.md), as far as a machine can see them."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.tree import (
    BINARY,
    PRODUCT,
    ROOT,
    all_files,
    budget_exceptions,
    files,
    functions_of,
    is_migration,
    lines_of,
    product_modules,
    strings_of,
    syntax_of,
    text_of,
)

HOMELESS = {"utils", "helpers", "common", "misc", "core", "base", "services", "manager"}
MODULE, HOOKS, FUNCTION, TEMPLATE, BLOCK_TEMPLATE, TEST_MODULE = 400, 100, 40, 120, 40, 300
# Where HTML is what the module is about, or where no template can be reached.
SPEAKS_HTML = {
    "bti_portal/exchange/rich_text.py": "turns Markdown into rich text",
    "bti_portal/registers/law_mentions.py": "names the groups of its patterns, which look like tags",
    "bti_portal/reports/wagtail_hooks.py": "a hook of Wagtail's wants the tag of a script",
    "bti_portal/shell/hosts.py": "answers before templates and settings of a site are known",
    "bti_portal/shell/templatetags/shell.py": "marks up words with their language",
    "bti_portal/translation/apertium.py": "the program reads and writes HTML",
    "bti_portal/translation/protecting.py": "wraps words in the tags of the program",
    "handlingsveileder/blocks/samples.py": "samples of rich text",
    "handlingsveileder/page_links.py": "a handler of Wagtail's wants the tag of a link",
}
TAG = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>|<[a-z]+ [a-z]+=")
NAMES_NOTHING = re.compile(r"^\d{4}_(auto_|alter_)|_and_more$|^\d{4}_\w*\d{8}")
# Written so that this file does not hold what it looks for.
TRACES = {
    "a registry's host": re.compile(
        r"registry\.npm[j]s|registry\.yarn[p]kg|files\.python[h]osted|py[p]i\.org/simple"
        r"|--(?:extra-)?index[-]url|arti[f]actory|/ne[x]us/"
    ),
    "a path of a machine": re.compile(
        r"(?<![\w.])/(?:roo[t]|wor[k]|hom[e]/\w+|User[s]/\w+|tm[p]/w)/"
    ),
}


def _budgets() -> dict[str, tuple[int, int]]:
    """What may be long, as `(lines, budget)`."""
    sizes = {}
    for file in product_modules():
        budget = HOOKS if file.name == "wagtail_hooks.py" else MODULE
        sizes[str(file)] = (lines_of(file), budget)
    for file in files("tests", ending=".py"):
        sizes[str(file)] = (lines_of(file), TEST_MODULE)
    for file in [*product_modules(), *files("tests", ending=".py")]:
        for name, lines in functions_of(file):
            sizes[f"{file}::{name}"] = (lines, FUNCTION)
    for file in files("templates", ending=".html"):
        sizes[str(file)] = (lines_of(file), BLOCK_TEMPLATE if "blocks" in file.parts else TEMPLATE)
    return sizes


def test_no_module_has_a_name_that_names_nothing() -> None:
    homeless = [
        str(file)
        for file in [*product_modules(), *files("tests", ending=".py")]
        if {file.stem, *file.parts[:-1]} & HOMELESS
    ]
    assert homeless == ["bti_portal/settings/base.py"]


def test_modules_functions_and_templates_keep_their_budgets() -> None:
    allowed = budget_exceptions()
    over = {
        name: f"{size} lines, {budget} allowed"
        for name, (size, budget) in _budgets().items()
        if size > budget and name not in allowed
    }
    assert over == {}


def test_every_exception_from_a_budget_is_needed_and_has_its_reason() -> None:
    sizes = _budgets()
    for name, reason in budget_exceptions().items():
        assert name in sizes, f"{name} does not exist"
        assert sizes[name][0] > sizes[name][1], f"{name} is within its budget"
        assert len(reason.split()) >= 3, f"{name} has no reason"


def test_templates_trust_nobodys_html() -> None:
    trusting = re.compile(r"\|\s*safe(seq)?\b|\{%\s*autoescape\s+off")
    assert [str(f) for f in files("templates", ending=".html") if trusting.search(text_of(f))] == []


def test_html_is_written_in_templates() -> None:
    found = {
        str(file): value[:60]
        for file in product_modules()
        for _line, value in strings_of(file)
        if TAG.search(value)
    }
    assert {name: value for name, value in found.items() if name not in SPEAKS_HTML} == {}
    assert set(SPEAKS_HTML) <= set(found), "a place that speaks HTML no longer needs to be named"


def test_nothing_is_caught_without_saying_what() -> None:
    modules = [*product_modules(), *files("tests", "deploy", ending=".py"), Path("manage.py")]
    bare = [
        f"{file}:{node.lineno}"
        for file in modules
        for node in ast.walk(syntax_of(file))
        if isinstance(node, ast.ExceptHandler) and node.type is None
    ]
    assert bare == []


def test_migrations_are_named_by_what_they_do() -> None:
    migrations = [f for f in files(*PRODUCT, ending=".py") if is_migration(f) and f.stem[0] == "0"]
    assert len(migrations) >= 6
    assert [str(file) for file in migrations if NAMES_NOTHING.search(file.stem)] == []
    later = [file for file in migrations if not file.stem.startswith("0001")]
    assert [str(file) for file in later if file.stem.endswith("_initial")] == []


def test_migrations_run_on_wagtails_older_line_too() -> None:
    migrations = [file for file in files(*PRODUCT, ending=".py") if is_migration(file)]
    wrong = re.compile(r"WAGTAIL_PAGE_MODEL|WAGTAIL_SITE_MODEL")
    assert [str(file) for file in migrations if wrong.search(text_of(file))] == []
    assert any("wagtailcore.page" in text_of(file) for file in migrations)


def test_every_variable_of_the_environment_is_documented() -> None:
    documented = set(re.findall(r"BTI_[A-Z_]*[A-Z]", text_of(Path("docs/operations.md"))))
    suffixes = {".py", ".yml", ".sh", ".template", ".service", ".ini", ""}
    readers = [
        file
        for file in all_files()
        if file.suffix in suffixes
        and file.parts[0] not in {"docs", "startpakke", "locale", "LICENSE"}
        and file != Path(__file__).relative_to(ROOT)
    ]
    used = {
        name: str(file)
        for file in readers
        for name in re.findall(r"\bBTI_[A-Z_]*[A-Z]\b", text_of(file))
    }
    assert {"BTI_SECRET_KEY", "BTI_DATABASE_URL", "BTI_PORT"} <= set(used)
    assert {name: file for name, file in used.items() if name not in documented} == {}


@pytest.mark.parametrize("trace", TRACES)
def test_no_file_tells_where_it_was_made(trace: str) -> None:
    found = {
        str(file): hit.group()
        for file in all_files()
        if file.suffix not in BINARY and (hit := TRACES[trace].search(text_of(file)))
    }
    assert found == {}
