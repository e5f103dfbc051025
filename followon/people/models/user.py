from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class UserManager(BaseUserManager["User"]):
    def new(self, *, full_name: str, preferred_name: str = "") -> User:
        """A person without a password, not yet saved."""
        user = self.model(
            full_name=full_name, preferred_name=preferred_name or full_name.split()[0]
        )
        user.set_unusable_password()
        return user


class User(AbstractBaseUser):
    """A person: participant, member, volunteer or staff; has contacts, no username."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    full_name = models.CharField(max_length=100)
    preferred_name = models.CharField(max_length=40)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "id"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    def __str__(self) -> str:
        return str(self.pk)

    def get_username(self) -> str:
        return str(self.pk)

    @property
    def first_name(self) -> str:
        """What messages call them."""
        return self.preferred_name
