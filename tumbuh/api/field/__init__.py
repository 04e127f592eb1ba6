"""What phones of the field say and ask, with the secret of the device."""
