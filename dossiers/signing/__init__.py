"""Digital signatures on results: the leader signs the draft, the office seals what was signed.

Without certificates, or without a file, everything is signed with ink as ever.
"""
