"""A table for figures that were computed, apart from the cache of failed sign-ins. It may be lost in a crash."""

from django.db import migrations

CREATE = """
CREATE UNLOGGED TABLE insight_figures (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX insight_figures_expires ON insight_figures (expires);
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = []

    operations = [migrations.RunSQL(CREATE, "DROP TABLE insight_figures")]
