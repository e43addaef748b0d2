"""A built site as a podcast."""
