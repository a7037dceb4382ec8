"""The design panel: sections of fields built from the table of fields, and what they need to know about units."""
