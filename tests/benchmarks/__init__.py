"""Measurements that print tables and judge nothing; each runs as `python -m tests.benchmarks.NAME`."""
