"""Work where there is no signal: devices, what they take along, and what they send when they are back."""
