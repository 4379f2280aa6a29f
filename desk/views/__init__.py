"""Pages of coordinator, reviewers and decision makers."""
