"""What users type: options, front matter, the environment."""
