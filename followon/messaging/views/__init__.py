"""Webhooks, the staff's pages, and the development outbox."""
