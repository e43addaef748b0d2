"""The voices that come with the package."""
