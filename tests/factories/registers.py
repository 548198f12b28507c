"""Rows of the shared registers. A confirmed row has a date; pass `checked_on=None` for the other kind."""

import datetime

import factory
from factory.django import DjangoModelFactory

from bti_portal.registers.models import Arena, HelpLine, LegalReference, ModelElement, Role

CHECKED = datetime.date(2026, 10, 1)


class HelpLineFactory(DjangoModelFactory):
    class Meta:
        model = HelpLine

    key = factory.Sequence(lambda n: f"linje-{n}")
    name_nn = factory.Sequence(lambda n: f"Hjelpelinja {n}")
    name_nb = factory.Sequence(lambda n: f"Hjelpelinjen {n}")
    number = factory.Sequence(lambda n: f"800 30 {n % 1000:03d}")
    hours_nn = "Heile døgnet"
    hours_nb = "Hele døgnet"
    source = "https://www.helsenorge.no/"
    checked_on = CHECKED


class LegalReferenceFactory(DjangoModelFactory):
    class Meta:
        model = LegalReference

    key = factory.Sequence(lambda n: f"lov-{n}")
    act_nn = factory.Sequence(lambda n: f"Prøvelova {n}")
    act_nb = factory.Sequence(lambda n: f"Prøveloven {n}")
    paragraph = factory.Sequence(lambda n: f"§ {n}-1")
    url = "https://lovdata.no/dokument/NL/lov/2021-06-18-97"
    checked_on = CHECKED


class RoleFactory(DjangoModelFactory):
    class Meta:
        model = Role

    key = factory.Sequence(lambda n: f"rolle-{n}")
    name_nn = factory.Sequence(lambda n: f"Rettleiar {n}")
    name_nb = factory.Sequence(lambda n: f"Veileder {n}")


class ArenaFactory(DjangoModelFactory):
    class Meta:
        model = Arena

    key = factory.Sequence(lambda n: f"arena-{n}")
    name_nn = factory.Sequence(lambda n: f"Skule {n}")
    name_nb = factory.Sequence(lambda n: f"Skole {n}")


class ModelElementFactory(DjangoModelFactory):
    """A plan on the municipality's level; needs `site=`."""

    class Meta:
        model = ModelElement

    key = factory.Sequence(lambda n: f"del-{n}")
    kind = ModelElement.Kind.PLAN
    level = ModelElement.Level.MUNICIPALITY
    name_nn = factory.Sequence(lambda n: f"Oppvekstplanen {n}")
    name_nb = factory.Sequence(lambda n: f"Oppvekstplanen på bokmål {n}")
    purpose_nn = "Planen set mål."
    purpose_nb = "Planen setter mål."
    owner_nn = "Kommunalsjefen"
    owner_nb = "Kommunalsjefen"
    checked_on = CHECKED
