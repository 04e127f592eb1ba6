"""The shop for machines: the list with its facets, one offer, the categories."""
