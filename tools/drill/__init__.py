"""`make drill-messages`: thousands of messages written while everything around them dies.

Sender groups, timer and broker are SIGKILLed by recorded pid, the broker is wiped, the gateway
fails in every way it knows. Then an oracle compares three records that know nothing of each other:
what the portal acknowledged, the rows of the database, and what the gateway sent out.
"""
