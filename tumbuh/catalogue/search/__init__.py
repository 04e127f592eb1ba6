"""Finding offers in the catalogue: words understood, rows ranked, facets counted (docs/explanation/search.md)."""
