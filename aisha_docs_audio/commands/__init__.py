"""The subcommands of `aisha-docs-audio`, one module each."""
