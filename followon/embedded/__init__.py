"""PostgreSQL and Valkey from wheels, for start, test and bench; never in production."""
