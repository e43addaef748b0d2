"""A built site as one EPUB that reads itself along."""
