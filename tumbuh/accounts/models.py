"""People with an account, and what they are a member of."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """One person who can sign in. Permissions come from memberships, never from Django's groups."""
