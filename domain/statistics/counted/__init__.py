"""The metrics there are, by what they count."""
