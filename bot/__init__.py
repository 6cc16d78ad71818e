"""Checkpost: checks what a practice is about to publish, says why, and offers words that are safe."""

__version__ = "0.1.0"
