"""Phản ánh for leaders: the promise of 48 hours, truth, hot spots, ratings of answers."""
