"""What a leader reads at 7:30: what is late, why, with whom, and what comes today."""
