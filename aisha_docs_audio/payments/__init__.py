"""Utterance to sound, paid for at most once."""
