"""The door for programs: JSON by django-ninja."""
