"""Sổ sách: sổ theo dõi hồ sơ, sổ kết quả, what is handed from office to office, and cards."""

from dossiers.books.register import register_result

__all__ = ["register_result"]
