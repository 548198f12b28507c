"""A row of a register has its name in one form of Norwegian or both, and is not kept without."""

import pytest
from django.db.models import Model
from django.urls import reverse

from bti_portal.registers.models import HelpLine, LegalReference, ModelElement, Role, Term
from tests.portal.editor_forms import send

pytestmark = pytest.mark.django_db

NAMES = {
    HelpLine: "name",
    LegalReference: "act",
    Role: "name",
    ModelElement: "name",
    Term: "preferred",
}


@pytest.mark.parametrize("model", NAMES)
def test_a_row_without_a_name_is_not_kept(model: type[Model], neighbours) -> None:
    name, row = NAMES[model], neighbours.austby.rows[model]
    edit = reverse(model.snippet_viewset.get_url_name("edit"), args=[row.pk])
    answer = send(neighbours.austby.log_in(), edit, **{f"{name}_nn": "", f"{name}_nb": ""})
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [f"{name}_nn"]
    row.refresh_from_db()
    assert getattr(row, f"{name}_nn") or getattr(row, f"{name}_nb")
