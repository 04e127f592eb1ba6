"""What follows from values alone: units, quarters, balances, questions, estimates."""
