"""Pages on which citizens ask for advice."""
