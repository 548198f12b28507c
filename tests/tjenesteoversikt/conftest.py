import pytest
from django.test import Client
from wagtail.models import Site
from wagtail.users.models import UserProfile

from tests.factories import ThemeFactory, UserFactory, make_site
from tests.tjenesteoversikt.import_files import Desk


def desk_at(site: Site) -> Desk:
    """A coordinator of the site, logged in there, who reads the admin as it was written."""
    client = Client(headers={"host": site.hostname})
    user = UserFactory(coordinator_at=site)
    UserProfile.objects.create(user=user, preferred_language="en")
    client.force_login(user)
    return Desk(client, site)


@pytest.fixture
def desk(db: None) -> Desk:
    """The coordinator of a municipality that writes bokmål first."""
    ThemeFactory(key="skole", name_nn="Skule og SFO", name_nb="Skole og SFO")
    ThemeFactory(key="familie", name_nn="Familie, heim og ro", name_nb="Familie, hjem og ro")
    return desk_at(make_site("importvik.example", ("nb", "nn")))
