"""Photos and videos of reports: their way in, checking, keeping, links, public twins."""
