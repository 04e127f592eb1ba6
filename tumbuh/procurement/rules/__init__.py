"""The decisions of public buying as functions of values. Nothing here sees Django, a file or the clock."""
