"""What an uploaded file is and whether it may be opened, before anybody reads it. No Django, no rows."""
