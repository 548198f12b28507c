"""People who edit."""

from typing import Any

import factory
from factory.django import DjangoModelFactory
from wagtail.models import Site

from bti_portal.accounts.assigning import assign_role
from bti_portal.accounts.models import User

PASSWORD = "fjellbekken renn stilt"


class UserFactory(DjangoModelFactory):
    """A user without a role; `coordinator_at=site` gives one, `roles_at={site: [key]}` others,
    and `operator=True` all."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        operator = factory.Trait(is_superuser=True, is_staff=True)

    email = factory.Sequence(lambda n: f"person{n}@example.no")

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        return model_class.objects.create_user(*args, password=PASSWORD, **kwargs)

    @factory.post_generation
    def coordinator_at(self, create: bool, site: Site | None, **kwargs: Any) -> None:
        if create and site:
            self.groups.add(assign_role(site, "coordinator"))

    @factory.post_generation
    def roles_at(self, create: bool, roles: dict[Site, list[str]] | None, **kwargs: Any) -> None:
        if create:
            for site, keys in (roles or {}).items():
                self.groups.add(*(assign_role(site, key) for key in keys))
