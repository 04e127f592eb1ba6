"""What coaching decides: who is eligible, who is drawn, what is next for an owner, what a programme changed. Pure."""
