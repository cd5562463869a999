"""Hostile texts in tickets, mails, comments, articles and file names, read by an obeying model."""
