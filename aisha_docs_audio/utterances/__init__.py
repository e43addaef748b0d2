"""Blocks to lines of utterances: normalized, cut into segments, with pauses and keys."""
