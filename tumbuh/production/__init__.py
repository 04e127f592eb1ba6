"""Logs of gardens, ponds, cages and kitchens."""
