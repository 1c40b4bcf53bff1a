"""Static files under names that say their content."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ModularStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Scripts that import one another find each other under those names too."""

    support_js_module_import_aggregation = True
