"""Notifications: what is told, who hears it, by which ways, and each person's inbox."""
