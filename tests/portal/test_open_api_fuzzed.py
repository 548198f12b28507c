"""The open API before schemathesis: made-up questions, and no answer that is not described."""

from contextlib import suppress

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from bti_portal.wsgi import application
from tests.tjenesteoversikt.conftest import full_service, with_catalogue

pytestmark = [pytest.mark.django_db, pytest.mark.standards]

HOST = "vik.example"
# For each operation and each kind of question; some 15 seconds in all.
CASES = 20


@pytest.fixture
def described(reader):
    site = with_catalogue(HOST)
    for _ in range(3):
        full_service(site)
    schema = schemathesis.openapi.from_dict(reader(site).get("/api/v1/openapi.json").json())
    schema.app = application
    # The server closes its connection after each answer; here it is the test's own.
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield schema
    for signal in signals:
        signal.connect(close_old_connections)


def ask(operation, mode: GenerationMode) -> int:
    """Ask one operation made-up questions; how many. Of some, none can be wrong."""
    asked = 0

    @settings(
        max_examples=CASES,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(mode))
    def one(case) -> None:
        nonlocal asked
        asked += 1
        response = case.call(base_url=f"http://{HOST}", headers={"Host": HOST})
        # Themes, and how many parts a list has, are a matter of the site's content.
        case.validate_response(response, excluded_checks=[positive_data_acceptance])
        assert response.status_code < 500

    with suppress(Unsatisfiable):
        one()
    return asked


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_every_answer_is_one_that_is_described(described, mode):
    operations = [found.ok() for found in described.get_all_operations()]
    addresses = {operation.path for operation in operations}
    assert {"/api/v1/services", "/api/hsds/services/{identifier}"} <= addresses
    asked = {operation.label: ask(operation, mode) for operation in operations}
    assert sum(number > 0 for number in asked.values()) >= 4
