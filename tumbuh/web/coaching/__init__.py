"""The pages of coaching: for programme officers, mentors, heads of agency and owners."""
