"""What other rooms ask about people."""
