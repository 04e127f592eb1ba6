"""The decisions about needs and quotes. Pure."""
