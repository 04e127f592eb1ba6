"""The e-order for machines."""
