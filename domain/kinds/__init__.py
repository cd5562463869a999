"""One file per ticket kind: its states and moves as a table."""
