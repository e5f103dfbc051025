"""A person's own details."""
