"""The regulation's deadlines, counted a second time: dates by `datetime`, days off from a file of facts."""
