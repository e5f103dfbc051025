"""Everything that changes messages."""
