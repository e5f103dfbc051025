"""What a person is asked about themselves."""
