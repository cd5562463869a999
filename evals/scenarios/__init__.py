"""The stories, one file each; every module's `SCENARIOS` are found and played."""
