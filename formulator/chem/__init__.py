"""Pure physics in SI: one module per topic, one formula per function, one card per formula.

Every model takes keyword arguments in SI (floats or numpy arrays that broadcast) and returns SI. Nothing here reads files or knows units.
"""
