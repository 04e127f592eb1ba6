"""Pages of production for officers: figures with their rows, coverage, what changed, places, logs, factors, sheets."""
