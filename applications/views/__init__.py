"""Pages of an applicant: beginning, filling in, checking, sending, and what came of the sending."""
