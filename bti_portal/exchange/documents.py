"""Reading a folder of YAML with errors that name file and line, all of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match
from yaml.constructor import ConstructorError


@dataclass(frozen=True, order=True)
class Fault:
    """Something wrong in a file, and on which line (counted from 1)."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class Faults(Exception):
    """Everything that is wrong with a package. Nothing of it was loaded."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(set(faults))
        super().__init__("\n".join(map(str, self.faults)))


MOST_ALIASES = 200
DEEPEST = 60
LONGEST_NUMBER = 40
NUMBERS = {"tag:yaml.org,2002:int", "tag:yaml.org,2002:float"}
WORD = "tag:yaml.org,2002:str"


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """Dates stay the text they were written as."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """The value of a node. What is not of the kind it says is told with its line."""
        if node.tag in NUMBERS and len(node.value) > LONGEST_NUMBER:
            raise ConstructorError(None, None, "The number is too long", node.start_mark)
        try:
            return super().construct_object(node, deep)
        except (ValueError, LookupError, AttributeError, TypeError) as fault:
            kind = node.tag.rpartition(":")[2]
            words = f"{str(node.value)[:40]!r} is not of the kind {kind!r}"
            raise ConstructorError(None, None, words, node.start_mark) from fault


_Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True)
class Document:
    """One file: its place in the package, what it says, and where each part stands."""

    name: str
    data: Any
    _root: yaml.Node

    def line(self, path: Sequence[str | int]) -> int:
        """The line of the part at `path`, or of the nearest part above it that exists."""
        node = self._root
        line = node.start_mark.line + 1
        for part in path:
            if isinstance(node, yaml.MappingNode):
                pair = next((pair for pair in node.value if pair[0].value == str(part)), None)
                if pair is None:
                    return line
                line, node = pair[0].start_mark.line + 1, pair[1]
            elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
                if part >= len(node.value):
                    return line
                node = node.value[part]
                line = node.start_mark.line + 1
        return line

    def fault(self, path: Sequence[str | int], message: str) -> Fault:
        """A fault at `path` in this file."""
        return Fault(self.name, self.line(path), message)


def _wrong_keys(name: str, node: yaml.Node) -> list[Fault]:
    """Keys that stand twice, and those that are no words: a number, a date, nothing."""
    faults: list[Fault] = []
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            line = key.start_mark.line + 1
            if key.tag != WORD:
                faults.append(Fault(name, line, f"The key {str(key.value)[:40]!r} is no word."))
                continue
            if key.value in seen:
                faults.append(Fault(name, line, f"The key {key.value!r} stands here twice."))
            seen.add(key.value)
            faults += _wrong_keys(name, value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            faults += _wrong_keys(name, value)
    return faults


def _parsed(text: str) -> tuple[yaml.Node | None, Any]:
    """A text as nodes, which know their lines, and as plain values made of them."""
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
        return root, None if root is None else loader.construct_document(root)
    finally:
        loader.dispose()


def _refuse_bombs(name: str, text: str) -> None:
    """A few lines of aliases can stand for more than any memory holds, and values thousands deep in
    one another end the process.

    Depth has many ways of writing, so it is counted, not guessed at. Events come one by one, and
    nothing is called within itself for them.
    """
    aliases = 0
    anchored: list[bool] = []
    for event in yaml.parse(text, Loader=_Loader):
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            aliases += 1
            if any(anchored) or aliases > MOST_ALIASES:
                raise Faults([Fault(name, line, "Aliases of aliases have no place. Write it out.")])
        elif isinstance(event, yaml.CollectionStartEvent):
            anchored.append(event.anchor is not None)
        elif isinstance(event, yaml.CollectionEndEvent):
            anchored.pop()
        if len(anchored) > DEEPEST:
            raise Faults([Fault(name, line, "The file is nested too deep.")])


def read_document(folder: Path, file: Path) -> Document:
    """Read one YAML file. Raises `Faults` when it is not YAML, not UTF-8, or has a wrong key."""
    name = file.relative_to(folder).as_posix()
    try:
        text = file.read_text(encoding="utf-8")
        _refuse_bombs(name, text)
        root, data = _parsed(text)
    except UnicodeDecodeError as fault:
        raise Faults([Fault(name, 1, "The file is not UTF-8.")]) from fault
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        raise Faults([Fault(name, mark.line + 1 if mark else 1, f"{fault.problem}.")]) from fault
    except yaml.YAMLError as fault:
        raise Faults([Fault(name, 1, f"{fault}")]) from fault
    if root is None:
        raise Faults([Fault(name, 1, "The file is empty.")])
    if wrong := _wrong_keys(name, root):
        raise Faults(wrong)
    return Document(name, data, root)


def _explain(error: ValidationError) -> ValidationError:
    """The most telling part of an error in a choice between shapes."""
    return best_match(error.context) or error if error.context else error


def validate(document: Document, schema: Mapping[str, Any]) -> list[Fault]:
    """What is wrong with `document` by `schema`, each with its line."""
    validator = Draft202012Validator(schema)
    return [
        document.fault(list(told.absolute_path), f"{_place(told)}{told.message[:300]}.")
        for told in map(_explain, validator.iter_errors(document.data))
    ]


def _place(error: ValidationError) -> str:
    path = ".".join(str(part) for part in error.absolute_path)
    return f"{path}: " if path else ""


def read_folder(
    folder: Path, schemas: Mapping[str, Mapping[str, Any]], files: str = ""
) -> dict[str, list[Document]]:
    """Read and validate every file of `folder`.

    Args:
        folder: the package.
        schemas: for each pattern of file names, the JSON Schema of its files.
        files: the pattern of files that are no documents and are not read.

    Returns:
        For each pattern, its documents in the order of their names.

    Raises:
        Faults: with everything that is wrong, in all files.
    """
    faults: list[Fault] = []
    found: dict[str, list[Document]] = {pattern: [] for pattern in schemas}
    known: set[Path] = set(folder.glob(files)) if files else set()
    for pattern, schema in schemas.items():
        for file in sorted(set(folder.glob(pattern)) - known):
            known.add(file)
            try:
                document = read_document(folder, file)
            except Faults as unreadable:
                faults += unreadable.faults
                continue
            faults += validate(document, schema)
            found[pattern].append(document)
    for file in sorted(folder.rglob("*")):
        if file.is_file() and file not in known and not file.name.startswith("."):
            name = file.relative_to(folder).as_posix()
            faults.append(Fault(name, 1, "A package has no place for this file."))
    if faults:
        raise Faults(faults)
    return found


def every_text(
    data: Any, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[list[str | int], str]]:
    """Every text of a document, with its path."""
    if isinstance(data, dict):
        for name, value in data.items():
            yield from every_text(value, (*path, name))
    elif isinstance(data, list):
        for place, value in enumerate(data):
            yield from every_text(value, (*path, place))
    elif isinstance(data, str):
        yield list(path), data
