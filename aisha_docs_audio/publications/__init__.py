"""What is common to all ways to take a built site along."""
