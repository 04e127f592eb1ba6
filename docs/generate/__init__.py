"""The generated pages of the manual. `python -m docs.generate` writes them; a test compares them with the code."""
