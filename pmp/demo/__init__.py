"""A fictional pain service to try things on. Refuses to exist where DEBUG is off."""
