"""The e-order: a city unit buys from an UMKM."""
