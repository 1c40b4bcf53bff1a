"""Ủy quyền, vắng mặt: on which days somebody hears for somebody else, without chains."""

from accounts.absences.standing import stand_ins

__all__ = ["stand_ins"]
