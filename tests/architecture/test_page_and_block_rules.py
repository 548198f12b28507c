"""Page types name their children; a block is a class, a template, a sample and a style of one name."""

import ast
import re
from pathlib import Path

import pytest
from django.template.loader import get_template
from wagtail import blocks
from wagtail.models import Page, get_page_models

from handlingsveileder.blocks import (
    body,
    decision,
    decision_tree,
    links,
    parts,
    scene,
    sign,
    step,
    text,
    worksheet,
)
from handlingsveileder.blocks.body import BODY_BLOCKS
from handlingsveileder.blocks.samples import SAMPLES, sample_name
from tests.architecture.tree import PRODUCT, files, syntax_of, text_of

MODULES = (body, decision, decision_tree, links, parts, scene, sign, step, text, worksheet)
# Never drawn by themselves: ExitBlock tells where it leads.
WITHOUT_A_FACE = ("TargetBlock", "Part")
PART_OF = {"exit": "decision"}
WORDS = {"label", "help_text", "icon", "template", "group", "description", "form_classname"}


def classes_in_blocks() -> dict[str, type[blocks.Block]]:
    """Every class made in handlingsveileder/blocks/: blocks, and parts (the boxes of a block)."""
    return {
        name: thing
        for module in MODULES
        for name, thing in vars(module).items()
        if isinstance(thing, type)
        and issubclass(thing, blocks.Block)
        and thing.__module__ == module.__name__
    }


def block_classes() -> dict[str, type[blocks.Block]]:
    """The blocks among them."""
    return {name: c for name, c in classes_in_blocks().items() if not name.endswith("Part")}


CLASSES = block_classes()
PARTS = {name: c for name, c in classes_in_blocks().items() if name.endswith("Part")}
SHOWN = {name: block for name, block in CLASSES.items() if not name.endswith(WITHOUT_A_FACE)}


def our_page_types() -> list[type[Page]]:
    return [model for model in get_page_models() if model.__module__.split(".")[0] in PRODUCT]


def test_no_module_of_blocks_is_forgotten_here() -> None:
    modules = {
        file.stem for file in files("handlingsveileder", ending=".py") if "blocks" in file.parts
    }
    assert modules - {"__init__", "samples"} == {m.__name__.rpartition(".")[2] for m in MODULES}
    assert len(CLASSES) >= 20


@pytest.mark.parametrize("name", sorted(SHOWN))
def test_a_block_has_one_name(name: str) -> None:
    assert name.endswith("Block")
    key = sample_name(SHOWN[name])
    template = f"handlingsveileder/blocks/{key}_block.html"
    assert SHOWN[name]().meta.template == template
    assert get_template(template)
    assert key in SAMPLES


@pytest.mark.parametrize("name", sorted(PARTS))
def test_a_part_of_a_block_has_its_label_and_no_face(name: str) -> None:
    assert str(getattr(PARTS[name]._meta_class, "label", ""))
    assert not getattr(PARTS[name]._meta_class, "template", None)


def test_templates_and_samples_have_their_block() -> None:
    keys = {sample_name(block) for block in SHOWN.values()}
    templates = [f for f in files("templates", ending=".html") if f.parent.name == "blocks"]
    assert {file.stem.removesuffix("_block") for file in templates} == keys
    assert set(SAMPLES) == keys


def test_a_block_is_keyed_by_its_name_in_a_stream() -> None:
    streams = [
        (model.__name__, field.name, list(field.stream_block.child_blocks.items()))
        for model in our_page_types()
        for field in model._meta.get_fields()
        if hasattr(field, "stream_block")
    ]
    assert len(streams) >= 10
    streams.append(("", "body", [(name, block) for name, block in BODY_BLOCKS]))
    misnamed = [
        (model, field, key)
        for model, field, children in streams
        for key, block in children
        if key != sample_name(type(block))
    ]
    assert misnamed == []


def test_the_style_of_a_block_is_in_the_file_of_its_name() -> None:
    """Or of the list of such blocks, or of the block it is a part of."""
    elsewhere = []
    for file in files("static", ending=".css"):
        for block in SHOWN.values():
            key = sample_name(block).replace("_", "-")
            homes = {key, f"{key}s", PART_OF.get(key), "print", "paper"}
            if file.stem not in homes and re.search(rf"\.bti-{key}\s*\{{", text_of(file)):
                elsewhere.append((f".bti-{key}", str(file)))
    assert elsewhere == []


def test_words_of_blocks_stand_in_class_meta() -> None:
    """As keyword arguments they would write a migration whenever a word changes."""
    modules = [file for file in files("handlingsveileder", ending=".py") if "blocks" in file.parts]
    as_keywords = [
        f"{file}:{call.lineno} {keyword.arg}"
        for file in modules
        for call in ast.walk(syntax_of(file))
        if isinstance(call, ast.Call) and ast.unparse(call.func).endswith("Block")
        for keyword in call.keywords
        if keyword.arg in WORDS
    ]
    assert as_keywords == []


@pytest.mark.parametrize("page_type", our_page_types(), ids=lambda page_type: page_type.__name__)
def test_a_page_type_lists_its_children_and_parents_by_name(page_type: type[Page]) -> None:
    assert page_type.__name__.endswith("Page")
    assert all("." in str(child) for child in page_type.__dict__["subpage_types"])
    assert page_type.allowed_parent_page_models(), "can be made nowhere"


def test_only_a_front_page_is_made_outside_the_municipalities_sites(db: None) -> None:
    root = Page.get_first_root_node()
    below_root = [t.__name__ for t in our_page_types() if t.can_create_at(root)]
    assert below_root == ["HomePage"]


@pytest.mark.parametrize("page_type", our_page_types(), ids=lambda page_type: page_type.__name__)
def test_a_page_type_has_its_template(page_type: type[Page]) -> None:
    if page_type.__name__ == "ServiceIndexPage":
        assert get_template("tjenesteoversikt/service_list.html")
        assert get_template("tjenesteoversikt/service.html")
        return
    name = re.sub(r"(?<!^)(?=[A-Z])", "_", page_type.__name__).lower()
    assert page_type.template == f"{page_type._meta.app_label}/{name}.html"
    assert Path("templates", page_type.template) in files("templates", ending=".html")
