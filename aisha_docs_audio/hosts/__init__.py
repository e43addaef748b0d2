"""Hosts that need no plugin: a folder of built HTML."""
