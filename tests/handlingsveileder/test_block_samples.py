"""A block is three things with one name: class, template and sample."""

import importlib
import inspect
import pkgutil
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation
from wagtail import blocks

import handlingsveileder.blocks
from handlingsveileder.blocks.decision import TargetBlock
from handlingsveileder.blocks.samples import SAMPLES, sample_name
from tests.reading import read


def all_blocks() -> list[type[blocks.Block]]:
    """Every block class that the guide defines with a name that ends in Block."""
    found = []
    for module in pkgutil.iter_modules(handlingsveileder.blocks.__path__):
        loaded = importlib.import_module(f"handlingsveileder.blocks.{module.name}")
        found += [
            member
            for _name, member in inspect.getmembers(loaded, inspect.isclass)
            if issubclass(member, blocks.Block)
            and member.__module__ == loaded.__name__
            and not member.__name__.endswith("Part")
        ]
    return found


# Only ever inside an exit, where the exit's own template shows it.
INSIDE = {
    TargetBlock,
    *(
        type(b)
        for b in TargetBlock().child_blocks.values()
        if type(b).__name__.endswith("TargetBlock")
    ),
}
BLOCKS = [block for block in all_blocks() if block not in INSIDE]


def test_every_block_has_a_sample_and_every_sample_a_block():
    assert {sample_name(block) for block in BLOCKS} == set(SAMPLES)


@pytest.mark.parametrize("block", BLOCKS, ids=sample_name)
class TestBlock:
    def test_the_template_has_the_name_of_the_block(self, block):
        template = f"handlingsveileder/blocks/{sample_name(block)}_block.html"
        assert block().meta.template == template
        assert (Path(settings.ROOT) / "templates" / template).is_file()

    def test_the_editor_is_told_what_it_is(self, block):
        made = block()
        assert str(made.meta.label)
        assert str(made.meta.description)
        assert made.meta.icon != "placeholder"

    @pytest.mark.django_db
    @pytest.mark.parametrize("code", ["nn", "nb"])
    def test_the_sample_is_shown_without_a_page_around_it(self, block, code):
        made = block()
        with translation.override(code):
            html = made.render(made.normalize(SAMPLES[sample_name(block)]()))
        assert "Traceback" not in html
        assert not [element for element in read(str(html)).walk() if element["style"]]

    @pytest.mark.django_db
    def test_the_editors_preview_shows_the_sample(self, block):
        made = block()
        sample = made.normalize(SAMPLES[sample_name(block)]())
        assert str(made.render(made.get_preview_value())) == str(made.render(sample))
        assert made.is_previewable
