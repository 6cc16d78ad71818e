"""Recognizers: one kind of identifier, one module."""
