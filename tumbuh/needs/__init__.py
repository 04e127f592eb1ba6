"""Needs that buyers state in a sentence, and the sealed quotes of sellers."""
