"""Late, and honest about it: causes of lateness, apologies (Mẫu 04), how offices keep that duty."""
