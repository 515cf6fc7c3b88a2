"""The clinic's settings: its details, who works there, reference lines, aftercare rules."""
