"""The page that works where there is no signal, and the list of phones that carry it."""
