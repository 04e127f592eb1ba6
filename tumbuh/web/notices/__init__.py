"""The inbox of what a person was told, and by which channels."""
