"""The only room that knows Slack: listeners, blocks, the two ways to serve."""
