"""What every door to Checkpost needs: settings, packs, profile and trail of this run, replies, and words fit to be shown."""
