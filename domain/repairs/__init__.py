"""How a device is repaired at headquarters: what the moves of an RMA ask for and bring about."""
