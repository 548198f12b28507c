"""Who may log in, and for which municipality."""

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser, Group
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site


class UserManager(BaseUserManager["User"]):
    """Makes users from an e-mail address; there is no separate user name."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)


class User(AbstractUser):
    """A member of staff who edits. Readers never have an account."""

    username = None
    email = models.EmailField(_("e-mail address"), unique=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    objects = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")


class SiteRole(models.Model):
    """Says that a group of users fills one role at one municipality's site."""

    group = models.OneToOneField(
        Group, on_delete=models.CASCADE, related_name="site_role", verbose_name=_("group")
    )
    site = models.ForeignKey(
        Site, on_delete=models.CASCADE, related_name="roles", verbose_name=_("site")
    )
    role = models.CharField(_("role"), max_length=40)

    class Meta:
        verbose_name = _("role at a site")
        verbose_name_plural = _("roles at sites")
        constraints = [
            models.UniqueConstraint(fields=["site", "role"], name="one_group_per_role_and_site")
        ]

    def __str__(self) -> str:
        return f"{self.role} – {self.site.site_name}"
