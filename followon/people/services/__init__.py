"""Everything that changes a person, a service or what people chose."""
