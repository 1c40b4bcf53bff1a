"""Points and areas by PostGIS: the same column, read by functions that an index serves.

`manage.py prepare_postgis` makes the extension and the index; no column and no system library is
needed, so the tables are the same with and without it.
"""

from django.db.models import BooleanField, F, FloatField, Func, QuerySet, TextField, Value

from geo.models import Area

WGS_84 = 4326
INDEX = "geo_area_shape"
PREPARE = (
    "CREATE EXTENSION IF NOT EXISTS postgis",
    f"CREATE INDEX IF NOT EXISTS {INDEX} ON geo_area USING gist (ST_GeomFromWKB(shape, {WGS_84}))",
    "ANALYZE geo_area",
)


class PostgisLookup:
    def at(
        self, lat: float, long: float, areas: QuerySet[Area], *, degrees: float = 0
    ) -> list[Area]:
        shape = _geometry("ST_GeomFromWKB", F("shape"), Value(WGS_84))
        spot = _geometry("ST_MakePoint", Value(long), Value(lat))
        point = _geometry("ST_SetSRID", spot, Value(WGS_84))
        near = (
            Func(shape, point, Value(degrees), function="ST_DWithin", output_field=BooleanField())
            if degrees
            else Func(shape, point, function="ST_Covers", output_field=BooleanField())
        )
        size = Func(shape, function="ST_Area", output_field=FloatField())
        return list(areas.filter(near).order_by(size, "pk"))


def _geometry(function: str, *arguments: F | Func | Value) -> Func:
    """Django knows no geometry: it never leaves the database."""
    return Func(*arguments, function=function, output_field=TextField())
