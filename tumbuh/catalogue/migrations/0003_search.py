import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0002_offers'),
        ('registry', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('term', models.CharField(max_length=200, unique=True)),
                ('offers', models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='SearchRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('shown', models.BooleanField()),
                ('terms', django.contrib.postgres.search.SearchVectorField()),
                ('name_key', models.CharField(max_length=200)),
                ('price_rupiah', models.PositiveBigIntegerField()),
                ('seller_name', models.CharField(max_length=200)),
                ('seller_public_id', models.UUIDField()),
                ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
                ('district_code', models.CharField(blank=True, max_length=8)),
                ('size_class', models.CharField(blank=True, max_length=6)),
                ('origin_level', models.SmallIntegerField()),
                ('licences', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), default=list, size=None)),
                ('lead_hours', models.PositiveSmallIntegerField()),
                ('turn', models.PositiveIntegerField(default=0)),
                ('turns', models.PositiveIntegerField(default=1)),
                ('rotation_key', models.PositiveIntegerField(default=0)),
                ('refreshed_at', models.DateTimeField()),
                ('offer', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='search_row', to='catalogue.offer')),
                ('seller', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.business')),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['terms'], name='search_row_terms'), models.Index(condition=models.Q(('shown', True)), fields=['seller'], name='search_row_seller'), models.Index(fields=['refreshed_at'], name='search_row_refreshed')],
                'constraints': [models.CheckConstraint(condition=models.Q(('turn__lt', models.F('turns'))), name='search_row_turn_within'), models.CheckConstraint(condition=models.Q(('kinds__len__gte', 1)), name='search_row_has_kind')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='searchword',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='88dbe749a84e927a143b97ec2528e7e9210e9df6', operation='DELETE', pgid='pgtrigger_never_deleted_9bcd6', table='catalogue_searchword', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='searchrow',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='8f6cca3af06e7b6f0410268064e8f9d9f416f680', operation='DELETE', pgid='pgtrigger_never_deleted_0ced2', table='catalogue_searchrow', when='BEFORE')),
        ),
    ]
