"""The rules of matching: who may meet at all, what a meeting is worth and why. Pure: values in, answers out."""
