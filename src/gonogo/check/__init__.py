"""Findings: what reading alone shows to be wrong."""
