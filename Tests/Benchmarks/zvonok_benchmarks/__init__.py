"""Benchmarks: the services against what they stand on, both measured in the same run."""
