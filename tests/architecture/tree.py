"""The files of the project, and what a test of its rules asks of them."""

import ast
import os
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PRODUCT = ("bti_portal", "handlingsveileder", "tjenesteoversikt")
# Made by tools, or fetched: nobody writes in them.
NOT_OURS = {
    *(".git", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".import_linter_cache"),
    ".hypothesis",
    *("__pycache__", "built", "node_modules", "var", ".venv", ".venv-node", ".venv-django61"),
}
BINARY = {".woff2", ".png", ".jpg", ".mo", ".pyc", ".sqlite3", ".ico"}


@cache
def all_files() -> tuple[Path, ...]:
    """Every file somebody wrote, as paths from the root of the tree."""
    found = []
    for folder, subfolders, names in os.walk(ROOT):
        subfolders[:] = [name for name in subfolders if name not in NOT_OURS]
        found += [Path(folder, name).relative_to(ROOT) for name in names]
    return tuple(sorted(found))


def files(*folders: str, ending: str) -> list[Path]:
    """Those below one of `folders` with this ending."""
    return [
        file
        for file in all_files()
        if file.suffix == ending and file.parts[0] in folders and len(file.parts) > 1
    ]


def is_migration(file: Path) -> bool:
    return "migrations" in file.parts


def product_modules() -> list[Path]:
    """Python modules of the product that people write by hand."""
    return [file for file in files(*PRODUCT, ending=".py") if not is_migration(file)]


def text_of(file: Path) -> str:
    return (ROOT / file).read_text(encoding="utf-8")


def lines_of(file: Path) -> int:
    return len(text_of(file).splitlines())


@cache
def syntax_of(file: Path) -> ast.Module:
    return ast.parse(text_of(file))


def functions_of(file: Path) -> Iterator[tuple[str, int]]:
    """Name and number of lines of every function and method."""
    for node in ast.walk(syntax_of(file)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def strings_of(file: Path) -> Iterator[tuple[int, str]]:
    """Line and value of every string that is not a docstring."""
    described = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(syntax_of(file))
        if isinstance(node, described) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(syntax_of(file)):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in docstrings
        ):
            yield node.lineno, node.value


def budget_exceptions() -> dict[str, str]:
    """From `[tool.bti.budgets]`: a file, or `file::function`, and the reason it may be long."""
    settings = tomllib.loads(text_of(Path("pyproject.toml")))
    return settings["tool"].get("bti", {}).get("budgets", {})
