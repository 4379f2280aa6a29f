"""Pages of decisions outside the desk."""
