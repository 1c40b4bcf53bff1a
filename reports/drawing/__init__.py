"""Charts as SVG: lengths and points, worked out here and drawn by `templates/reports/drawing/`.

Pure. Every drawing says in words what it shows; the same numbers stand beside it or in a table.
"""
