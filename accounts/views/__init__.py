"""Pages of signing in, of groups, and of the staff's roles."""
