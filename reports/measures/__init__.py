"""Ratios, targets, the index of QĐ 766, the nine indicators of TT 01/2018, public results."""
