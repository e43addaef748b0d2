"""What the walk does at each kind of element."""
