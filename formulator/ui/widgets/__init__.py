"""The small parts of the window: text, marks, buttons, entry boxes, sliders and popovers, painted from the tokens."""
