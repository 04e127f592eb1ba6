"""Documents with gapless numbers: printed again bit for bit, and checked by anyone."""
