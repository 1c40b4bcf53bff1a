"""Báo cáo theo mẫu và bảng theo dõi: what is in them, whatever they are drawn on."""
