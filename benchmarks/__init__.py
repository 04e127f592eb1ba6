"""How fast, in how much memory: seeded scenarios, each in a process of its own. `python -m benchmarks --help`."""
