"""Programmes of the coaching agencies, their services and outcomes."""
