"""Business matching: from a need to money paid."""
