"""`manage.py bench`: the goals of performance, measured against yardsticks of the same run."""
