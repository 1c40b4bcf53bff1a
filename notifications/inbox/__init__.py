"""What people read on the portal: the inbox and its bell, choices, and whether a text was ours."""
