"""The Zalo account: its tokens, its templates, what Zalo tells us."""
