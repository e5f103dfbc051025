"""Who did what, and which fields are personal."""
