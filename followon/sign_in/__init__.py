"""Signing in: allauth's flows with our questions, our contacts and our outbox."""
