"""The voice of Piper: neural, offline, free; English and Russian."""
