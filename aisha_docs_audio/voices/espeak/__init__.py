"""The local voice: eSpeak NG, in a process of its own for each text."""
