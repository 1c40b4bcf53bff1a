"""GeoReport v2 (Open311): the same reports and services for programs of others."""
