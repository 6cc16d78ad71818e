"""Edits that keep an author's message and voice: what is cut, what is put in its place, and why."""
