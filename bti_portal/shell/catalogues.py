"""The message catalogues: what our own code and templates say, and whether nn and nb say it too.

Everything here works on files, in pure Python: a fresh machine has no GNU gettext. Texts that
Django and Wagtail bring with them have catalogues of their own (`installed_catalogues.py`).
"""

import ast
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation.template import templatize

TRANSLATION_MODULE = "django.utils.translation"
TEMPLATE_SUFFIXES = {".html", ".txt", ".xml"}
LEFT_OUT_FOLDERS = {"migrations", "tests", "node_modules", "__pycache__"}
WRAP_WIDTH = 100
HEADER = (
    "The portal's own texts. Written by `manage.py update_catalogues`; people write the msgstr."
)

# What the leading arguments of each function mean; `_lazy` and `_noop` are cut off the name first.
ARGUMENTS = {
    "gettext": ("singular",),
    "ngettext": ("singular", "plural"),
    "pgettext": ("context", "singular"),
    "npgettext": ("context", "singular", "plural"),
}

PLACEHOLDER = re.compile(
    r"%\(\w+\)[#0 +-]*\d*(?:\.\d+)?[a-zA-Z]"  # %(name)s
    r"|%[#0+-]*\d*(?:\.\d+)?[diouxXeEfFgGcrsa%]"  # %d, %%
    r"|\{[^{}\s]*\}"  # {name}, {0:d}
)

TAG = re.compile(r"</?[a-zA-Z][^>]*>")

# In the output of `templatize` all that is not a call like this one is blanked out.
TEMPLATE_LITERAL = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
TEMPLATE_CALL = re.compile(
    rf"(?<!\w)(_|n?p?gettext)\((\s*{TEMPLATE_LITERAL}(?:\s*,\s*{TEMPLATE_LITERAL})*)"
)

Key = tuple[str | None, str]


class UnreadableText(Exception):
    """A text that is put together while the portal runs, so that no catalogue can hold it."""


@dataclass
class Message:
    """A text to translate, as the code has it, and the files that say it."""

    singular: str
    plural: str = ""
    context: str | None = None
    files: list[str] = field(default_factory=list)

    @property
    def key(self) -> Key:
        return (self.context, self.singular)


# ---------------------------------------------------------------- what the code says


def messages_in_python(source: str) -> Iterator[Message]:
    """Every text that `source` hands to a function of Django's translation module.

    Functions are recognised by what they were imported as, so a `_` of another origin is not one.

    Raises:
        UnreadableText: a text is not written out in one piece.
    """
    tree = ast.parse(source)
    names = dict(_translating_names(tree))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        meanings = ARGUMENTS.get(_base_name(names.get(_called(call), "")))
        if meanings is None:
            continue
        words = [_written_out(argument) for argument in call.args[: len(meanings)]]
        if len(words) == len(meanings) and None not in words:
            yield _message(meanings, [str(word) for word in words])


def _called(call: ast.Call) -> str:
    """What the called function is named at that place: `gettext` or `translation.gettext`."""
    function = call.func
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
        return f"{function.value.id}.{function.attr}"
    return function.id if isinstance(function, ast.Name) else ""


def _message(meanings: tuple[str, ...], words: list[str]) -> Message:
    named = dict(zip(meanings, words, strict=True))
    return Message(named["singular"], named.get("plural", ""), named.get("context"))


def _translating_names(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Pairs: what a translating function is called in this module, and its name in Django."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == TRANSLATION_MODULE:
            yield from ((name.asname or name.name, name.name) for name in node.names)
        elif (
            isinstance(node, ast.ImportFrom) and f"{node.module}.translation" == TRANSLATION_MODULE
        ):
            for name in node.names:
                if name.name == "translation":
                    called = name.asname or name.name
                    yield from ((f"{called}.{function}", function) for function in _functions())


def _functions() -> list[str]:
    return [name + ending for name in ARGUMENTS for ending in ("", "_lazy", "_noop")]


def _base_name(function: str) -> str:
    return function.removesuffix("_lazy").removesuffix("_noop")


def _written_out(argument: ast.expr) -> str | None:
    """The text of a literal; None for a variable, whose text is marked where it is written."""
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    if isinstance(argument, ast.JoinedStr | ast.BinOp):
        raise UnreadableText(f"line {argument.lineno}: {ast.unparse(argument)}")
    return None


def messages_in_template(source: str) -> Iterator[Message]:
    """Every text in `translate` and `blocktranslate` tags and in `_("…")` of the template."""
    for call in TEMPLATE_CALL.finditer(templatize(source)):
        words = [ast.literal_eval(text) for text in re.findall(TEMPLATE_LITERAL, call[2])]
        meanings = ARGUMENTS["gettext" if call[1] == "_" else call[1]]
        yield _message(meanings, words)


def source_files(root: Path) -> list[Path]:
    """Our own Python files and templates below `root`, always in the same order.

    Not `templates/wagtail…`: what stands there is Wagtail's, and so are its words.
    """
    packages = [folder.parent for folder in root.glob("*/__init__.py")]
    found = [
        file
        for folder in [*packages, root / "templates"]
        for file in folder.rglob("*")
        if file.suffix == ".py" or ("templates" in file.parts and file.suffix in TEMPLATE_SUFFIXES)
    ]
    ours = (file.relative_to(root) for file in found)
    return sorted(file for file in ours if not _is_left_out(file))


def _is_left_out(file: Path) -> bool:
    is_of_wagtail = file.parts[0] == "templates" and file.parts[1].startswith("wagtail")
    return is_of_wagtail or bool(LEFT_OUT_FOLDERS.intersection(file.parts))


def messages_of(root: Path) -> list[Message]:
    """All texts that the code below `root` wants translated, each one once, in a stable order.

    A text said both alone and with a plural is one message, with the plural.

    Raises:
        UnreadableText: names the file and the text that no catalogue can hold.
    """
    return messages_in_files(root, source_files(root))


def messages_in_files(root: Path, files: Iterable[Path]) -> list[Message]:
    """The same for `files`, which are named as seen from `root`."""
    messages: dict[Key, Message] = {}
    for file in files:
        source = (root / file).read_text(encoding="utf-8")
        extract = messages_in_python if file.suffix == ".py" else messages_in_template
        try:
            for message in extract(source):
                known = messages.setdefault(message.key, message)
                known.plural = known.plural or message.plural
                if file.as_posix() not in known.files:
                    known.files.append(file.as_posix())
        except UnreadableText as text:
            raise UnreadableText(f"{file.as_posix()}, {text}") from text
    return list(messages.values())


# ---------------------------------------------------------------- the catalogues


def languages() -> list[str]:
    """The codes of the languages that must be complete: the forms of Norwegian."""
    return [code for code, _name in settings.FORMS_OF_NORWEGIAN]


def catalogue_file(folder: Path, language: str, domain: str = "django") -> Path:
    """Where the catalogue of `language` is in a locale folder."""
    return folder / language / "LC_MESSAGES" / f"{domain}.po"


def read_catalogue(file: Path) -> polib.POFile:
    """The catalogue in `file`; an empty one if there is no such file."""
    if not file.exists():
        return polib.POFile(wrapwidth=WRAP_WIDTH)
    return polib.pofile(str(file), encoding="utf-8", wrapwidth=WRAP_WIDTH)


def merge(
    catalogue: polib.POFile, messages: Iterable[Message], language: str, header: str = HEADER
) -> polib.POFile:
    """A catalogue of exactly `messages`, with the translations of the old one.

    A translation whose text is gone stays at the end, marked as gone, and comes back with the
    text. The same code and the same translations give the same file on every day and machine.
    """
    known = {_key(entry): entry for entry in sorted(catalogue, key=_is_live)}
    merged = polib.POFile(wrapwidth=WRAP_WIDTH)
    merged.header = header
    merged.metadata = {
        "Project-Id-Version": "bti-portal",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for message in messages:
        merged.append(_entry(message, known.pop(message.key, None)))
    for entry in sorted(known.values(), key=lambda entry: (entry.msgid, entry.msgctxt or "")):
        if _words(entry):
            entry.obsolete, entry.occurrences = True, []
            merged.append(entry)
    return merged


def _key(entry: polib.POEntry) -> Key:
    return (entry.msgctxt, entry.msgid)


def _is_live(entry: polib.POEntry) -> bool:
    return not entry.obsolete


def _words(entry: polib.POEntry) -> str:
    return entry.msgstr or "".join(entry.msgstr_plural.values())


def _entry(message: Message, old: polib.POEntry | None) -> polib.POEntry:
    entry = polib.POEntry(
        msgid=message.singular,
        msgid_plural=message.plural,
        msgctxt=message.context,
        occurrences=[(file, "") for file in message.files],
        msgstr_plural={0: "", 1: ""} if message.plural else {},
    )
    if old and old.msgid_plural == message.plural:
        entry.msgstr, entry.msgstr_plural = old.msgstr, dict(old.msgstr_plural)
        entry.tcomment = old.tcomment
        entry.flags = ["fuzzy"] if old.fuzzy else []
    if "%(" in message.singular + message.plural:
        entry.flags.append("python-format")
    return entry


def update(
    folder: Path, messages: Iterable[Message], domain: str = "django", header: str = HEADER
) -> list[Path]:
    """Brings the catalogues of a locale folder in line with the code; returns those it changed."""
    messages = list(messages)
    changed = []
    for language in languages():
        file = catalogue_file(folder, language, domain)
        text = f"{merge(read_catalogue(file), messages, language, header)}\n"
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            _write(file, text.encode())
            changed.append(file)
    return changed


def _write(file: Path, content: bytes) -> None:
    """Replaces the file in one go: who reads it meanwhile sees the old one or the new one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    draft.write_bytes(content)
    draft.replace(file)


# ---------------------------------------------------------------- what is wrong


def faults(folder: Path, messages: Iterable[Message], domain: str = "django") -> list[str]:
    """All that is missing or doubtful in the catalogues of a locale folder, one line for each.

    An empty list promises: every message has words in every language, none of them is marked as
    uncertain, and every translation holds the same placeholders and the same mark-up as its text.
    """
    messages = list(messages)
    return [
        f"{language}: {fault}"
        for language in languages()
        for fault in _faults_of(read_catalogue(catalogue_file(folder, language, domain)), messages)
    ]


def _faults_of(catalogue: polib.POFile, messages: list[Message]) -> Iterator[str]:
    live = {_key(entry): entry for entry in catalogue if _is_live(entry)}
    for message in messages:
        entry = live.get(message.key)
        if entry is None or entry.msgid_plural != message.plural:
            yield f"missing: {_shown(message.context, message.singular)}"
    for entry in live.values():
        shown = _shown(entry.msgctxt, entry.msgid)
        if entry.fuzzy:
            yield f"fuzzy: {shown}"
        elif not entry.translated():
            yield f"untranslated: {shown}"
        elif not has_same_placeholders(entry):
            yield f"other placeholders: {shown}"
        elif not has_same_tags(entry):
            yield f"other mark-up: {shown}"


def _shown(context: str | None, text: str) -> str:
    return f"«{text}» ({context})" if context else f"«{text}»"


def has_same_placeholders(entry: polib.POEntry) -> bool:
    """Whether each translation has the placeholders of the text it stands for, and no others."""
    return all(_placeholders(words) == _placeholders(text) for text, words in _pairs(entry))


def has_same_tags(entry: polib.POEntry) -> bool:
    """Whether each translation has the mark-up of the text it stands for, in whatever order."""
    return all(sorted(TAG.findall(w)) == sorted(TAG.findall(t)) for t, w in _pairs(entry))


def _pairs(entry: polib.POEntry) -> list[tuple[str, str]]:
    """Each text of an entry, and the words for it."""
    if not entry.msgid_plural:
        return [(entry.msgid, entry.msgstr)]
    words = entry.msgstr_plural
    return [(entry.msgid if number == 0 else entry.msgid_plural, words[number]) for number in words]


def _placeholders(text: str) -> tuple[set[str], list[str]]:
    """Named ones, which a translation may repeat, and those that count by their order."""
    found = PLACEHOLDER.findall(text)
    named = {part for part in found if part.startswith("%(") or re.match(r"\{[a-zA-Z_]", part)}
    return named, [part for part in found if part not in named]


# ---------------------------------------------------------------- what Django reads


def locale_folders() -> list[Path]:
    """The locale folders of the project. Those of installed packages come compiled."""
    return list(map(Path, settings.LOCALE_PATHS))


def compile_folder(folder: Path) -> list[Path]:
    """Compiles the catalogues of a locale folder that changed; returns the files it wrote.

    A compiled file has the time of the catalogue it was made from, so also a catalogue that was
    put back to an older one is compiled again.
    """
    written = []
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        time = source.stat().st_mtime_ns
        if compiled.exists() and compiled.stat().st_mtime_ns == time:
            continue
        _write(compiled, polib.pofile(str(source), encoding="utf-8").to_binary())
        os.utime(compiled, ns=(time, time))
        written.append(compiled)
    return written
