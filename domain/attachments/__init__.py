"""Files people send: checked by content, kept under their digest, placed on tickets."""
