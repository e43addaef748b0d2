"""The player: its markup, its words, and the files a site serves for it."""
