"""Wordings by a language model behind an OpenAI-compatible endpoint: asked with scrubbed text only, and believed in nothing."""
