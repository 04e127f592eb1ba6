"""Pages of business matching: the organiser, buyers, sellers, and the hall."""
