"""Pages of needs: the buyer states, compares and chooses; the seller quotes."""
