"""Tệp báo cáo: files made in the background, frozen once their period is over."""
