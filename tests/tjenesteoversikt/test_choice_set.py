"""Several words of a closed set in one column."""

import pytest
from django.core.exceptions import ValidationError

from tests.factories import ServiceFactory, make_site
from tjenesteoversikt.choice_set import holding
from tjenesteoversikt.models import Audience, Service

pytestmark = pytest.mark.django_db


@pytest.fixture
def service() -> Service:
    return ServiceFactory(site=make_site("vik.example"), audiences=[])


def kept(service: Service) -> list[str]:
    return Service.objects.get(pk=service.pk).audiences


def test_the_words_come_back_in_the_order_of_the_choices(service):
    service.audiences = ["professionals", "children"]
    service.save()
    assert kept(service) == ["children", "professionals"]


def test_a_word_given_twice_is_kept_once(service):
    service.audiences = ["youth", "youth"]
    service.save()
    assert kept(service) == ["youth"]


def test_no_words_come_back_as_an_empty_list(service):
    assert kept(service) == []


def test_members_of_the_enumeration_are_stored_as_their_words(service):
    service.audiences = [Audience.YOUTH]
    service.save()
    assert kept(service) == ["youth"]


def test_a_row_is_found_by_one_of_its_words(service):
    service.audiences = ["children", "pregnant"]
    service.save()
    rows = Service.objects.filter(pk=service.pk)
    assert rows.filter(audiences__contains=holding("pregnant")).exists()
    assert not rows.filter(audiences__contains=holding("youth")).exists()


def test_a_word_that_is_part_of_another_is_not_mistaken_for_it(service):
    service.levels = ["1"]
    service.forms = ["home_visit"]
    service.save()
    rows = Service.objects.filter(pk=service.pk)
    assert not rows.filter(levels__contains=holding("")).exists()
    assert not rows.filter(forms__contains=holding("home")).exists()


def test_an_unknown_word_is_refused_by_name(service):
    service.audiences = ["children", "grown-ups"]
    with pytest.raises(ValidationError) as refused:
        service.full_clean(exclude=["summary"])
    assert "grown-ups" in str(refused.value.message_dict["audiences"])


def test_a_set_longer_than_its_column_is_refused():
    field = Service._meta.get_field("audiences")
    assert len(field.get_prep_value(list(Audience.values))) <= field.max_length
    assert field.clean(list(Audience.values), None) == list(Audience.values)


def test_the_form_offers_every_choice_as_a_box_to_tick():
    field = Service._meta.get_field("audiences").formfield()
    assert [value for value, _label in field.choices] == list(Audience.values)
    assert field.widget.input_type == "checkbox"


def test_a_set_survives_being_written_out_and_read_in(service):
    field = Service._meta.get_field("audiences")
    service.audiences = ["youth", "children"]
    assert field.to_python(field.value_to_string(service)) == ["children", "youth"]
