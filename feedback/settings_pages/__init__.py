"""`/qt/phan-anh/`: kinds of reports, who answers for them, borders, ready words, keys, blocks."""
