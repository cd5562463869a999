"""Exports: a viewer's tickets as JSONL, CSV and XLSX, and the whole store as import records."""
