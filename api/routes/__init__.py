"""HTTP routes, one thin router per area; every module's `router` is found and mounted."""
