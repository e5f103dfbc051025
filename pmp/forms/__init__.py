"""What people type into the service's pages and the participants' questions."""
