"""The outbox: taking what waits, calling gateways, writing down what came of it."""
