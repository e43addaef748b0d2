"""Files that are whole or not there, and files checked by their hash."""
