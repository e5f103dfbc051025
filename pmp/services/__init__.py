"""Everything that changes programmes, participants and what they answered."""
