"""Alembic scripts that bring a catalogue of any age to the shape of index/tables.py."""
