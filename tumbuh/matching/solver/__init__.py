"""Pure solvers of business matching: arrays in, arrays out; no Django, no clock, every answer proved."""
