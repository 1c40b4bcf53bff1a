"""What gateways tell us: delivery reports, and the SMS that people send."""
