"""Jobs that come round, one file an area: each module declares its `JOBS`."""
