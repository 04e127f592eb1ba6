"""Decisions of the e-order, pure: moves, tax, totals, the pay-by clock, what is checked before the click."""
