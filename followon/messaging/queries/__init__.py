"""What others and our own pages ask about messages."""
