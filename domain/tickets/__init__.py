"""Tickets: opened, moved, commented on, read."""
