"""What is read of programmes and participants; nothing here writes."""
