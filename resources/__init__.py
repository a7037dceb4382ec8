"""Files that ship with formulator: catalogue, examples, templates, icons."""
