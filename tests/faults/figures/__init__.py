"""The figures R1 to R19, one function each: it takes how much to try, and gives back what was measured and whether the bar is held."""
