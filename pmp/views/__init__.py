"""The service's pages, and the participants' questions."""
