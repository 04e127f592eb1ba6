import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('registry', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ConversionFactor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.CharField(max_length=10)),
                ('area_code', models.CharField(blank=True, max_length=13)),
                ('grams_per_unit', models.PositiveIntegerField()),
                ('valid_from', models.DateField()),
                ('source', models.CharField(max_length=200)),
                ('certainty', models.CharField(choices=[('found', 'Bersumber'), ('known', 'Perkiraan')], max_length=5)),
                ('recorded_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('grams_per_unit__gt', 0), ('source__gt', ''), ('unit__gt', '')), name='factor_whole'), models.CheckConstraint(condition=models.Q(('certainty__in', ['found', 'known'])), name='factor_certainty_known')],
            },
        ),
        migrations.CreateModel(
            name='Disposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(unique=True)),
                ('goes', models.CharField(choices=[('sold', 'Dijual'), ('home', 'Dipakai sendiri'), ('gift', 'Diberikan'), ('seed', 'Disimpan sebagai benih'), ('loss', 'Rusak atau susut'), ('stock', 'Masih tersimpan')], max_length=6)),
                ('quantity_milli', models.BigIntegerField()),
                ('unit', models.CharField(max_length=10)),
                ('mass_mg', models.BigIntegerField()),
                ('gone_on', models.DateField()),
                ('price_rupiah', models.PositiveBigIntegerField(null=True)),
                ('sale_reference', models.CharField(blank=True, max_length=160)),
                ('recorded_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('goes__in', ['sold', 'home', 'gift', 'seed', 'loss', 'stock'])), name='disposal_goes_somewhere'), models.CheckConstraint(condition=models.Q(('mass_mg__gt', 0), ('quantity_milli__gt', 0), ('unit__gt', '')), name='disposal_has_mass')],
            },
        ),
        migrations.CreateModel(
            name='Group',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('area_code', models.CharField(max_length=13)),
                ('members', models.PositiveIntegerField(null=True)),
                ('added_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('area_code', 'name'), name='production_group_once'), models.CheckConstraint(condition=models.Q(('area_code__gt', ''), ('name__gt', '')), name='production_group_named')],
            },
        ),
        migrations.CreateModel(
            name='Log',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('client_id', models.UUIDField(unique=True)),
                ('kind', models.CharField(choices=[('seed', 'Semai atau tebar'), ('plant', 'Tanam'), ('feed', 'Pakan'), ('mortality', 'Kematian'), ('count', 'Hitung ternak'), ('harvest', 'Panen'), ('process', 'Olah')], max_length=9)),
                ('source', models.CharField(max_length=8)),
                ('sheet_row', models.PositiveIntegerField(null=True)),
                ('noted_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['seed', 'plant', 'feed', 'mortality', 'count', 'harvest', 'process'])), name='log_kind_known'), models.CheckConstraint(condition=models.Q(('source__in', ['form', 'field', 'sheet'])), name='log_source_known')],
            },
        ),
        migrations.CreateModel(
            name='LogVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('cause', models.CharField(choices=[('entry', 'Dicatat'), ('correction', 'Dibetulkan'), ('factor', 'Faktor satuan berubah'), ('withdrawal', 'Dibatalkan')], max_length=10)),
                ('done_on', models.DateField()),
                ('quantity_milli', models.BigIntegerField()),
                ('unit', models.CharField(max_length=10)),
                ('grams_per_unit', models.PositiveIntegerField(null=True)),
                ('weighed_mg', models.BigIntegerField(null=True)),
                ('mass_mg', models.BigIntegerField(null=True)),
                ('heads', models.PositiveIntegerField(null=True)),
                ('area_m2', models.PositiveIntegerField(null=True)),
                ('price_rupiah', models.PositiveBigIntegerField(null=True)),
                ('question', models.CharField(blank=True, max_length=20)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('note', models.TextField(blank=True)),
                ('photo', models.CharField(blank=True, max_length=200)),
                ('change_reason', models.CharField(blank=True, max_length=300)),
                ('withdrawn', models.BooleanField(default=False)),
                ('recorded_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['done_on'], name='log_done_on'), models.Index(fields=['recorded_at'], name='log_recorded')],
                'constraints': [models.CheckConstraint(condition=models.Q(('quantity_milli__gt', 0), ('unit__gt', '')), name='log_quantity'), models.CheckConstraint(condition=models.Q(models.Q(('grams_per_unit', None), ('mass_mg', None), ('weighed_mg', None)), models.Q(('mass_mg', models.F('weighed_mg')), ('weighed_mg__gt', 0)), models.Q(('grams_per_unit__gt', 0), ('mass_mg', django.db.models.expressions.CombinedExpression(models.F('quantity_milli'), '*', models.F('grams_per_unit'))), ('weighed_mg', None)), _connector='OR'), name='log_mass_follows'), models.CheckConstraint(condition=models.Q(('superseded_at', None), ('superseded_at__gte', models.F('recorded_at')), _connector='OR'), name='log_version_in_time'), models.CheckConstraint(condition=models.Q(models.Q(('cause', 'entry'), ('number', 1)), models.Q(('change_reason__gt', ''), ('number__gt', 1)), _connector='OR'), name='log_change_reasoned'), models.CheckConstraint(condition=models.Q(models.Q(('cause', 'withdrawal'), ('withdrawn', True)), models.Q(('withdrawn', False), models.Q(('cause', 'withdrawal'), _negated=True)), _connector='OR'), name='log_withdrawal_whole')],
            },
        ),
        migrations.CreateModel(
            name='ProcessingInput',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('used_mg', models.BigIntegerField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('used_mg__gt', 0)), name='input_has_mass')],
            },
        ),
        migrations.CreateModel(
            name='QuarterClosing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('quarter', models.PositiveSmallIntegerField()),
                ('revision', models.PositiveSmallIntegerField(default=1)),
                ('reported', models.PositiveIntegerField()),
                ('expected', models.PositiveIntegerField()),
                ('reason', models.CharField(max_length=300)),
                ('closed_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('year', 'quarter', 'revision'), name='quarter_revision_once'), models.CheckConstraint(condition=models.Q(('quarter__range', (1, 4)), ('year__range', (2000, 2100))), name='quarter_exists'), models.CheckConstraint(condition=models.Q(('reason__gt', ''), ('revision__gte', 1)), name='quarter_closing_reasoned')],
            },
        ),
        migrations.CreateModel(
            name='Sheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('file_name', models.CharField(max_length=200)),
                ('file_sha256', models.CharField(max_length=64)),
                ('shape', models.CharField(blank=True, max_length=4)),
                ('state', models.CharField(choices=[('checked', 'Diperiksa'), ('taken', 'Diterima'), ('refused', 'Ditolak')], max_length=7)),
                ('rows_total', models.PositiveIntegerField(default=0)),
                ('rows_new', models.PositiveIntegerField(default=0)),
                ('rows_known', models.PositiveIntegerField(default=0)),
                ('rows_changed', models.PositiveIntegerField(default=0)),
                ('rows_bad', models.PositiveIntegerField(default=0)),
                ('rows_asked', models.PositiveIntegerField(default=0)),
                ('problems', models.JSONField(default=list)),
                ('received_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['checked', 'taken', 'refused'])), name='sheet_state_known'), models.CheckConstraint(condition=models.Q(('file_sha256__regex', '^[0-9a-f]{64}$')), name='sheet_sha_shape')],
            },
        ),
        migrations.CreateModel(
            name='Site',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('code', models.CharField(max_length=24, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('kind', models.CharField(choices=[('yard', 'Pekarangan'), ('roof', 'Atap'), ('rptra', 'RPTRA'), ('alley', 'Gang Hijau'), ('field', 'Lahan'), ('pond', 'Kolam'), ('cage', 'Kandang atau keramba'), ('kitchen', 'Dapur olahan'), ('boat', 'Kapal')], max_length=8)),
                ('area_code', models.CharField(max_length=13)),
                ('surface_m2', models.PositiveIntegerField(null=True)),
                ('water', models.CharField(blank=True, choices=[('', 'Tidak dicatat'), ('piped', 'PAM'), ('well', 'Sumur'), ('rain', 'Air hujan'), ('river', 'Sungai'), ('sea', 'Laut')], max_length=8)),
                ('latitude_e7', models.IntegerField(null=True)),
                ('longitude_e7', models.IntegerField(null=True)),
                ('opened_on', models.DateField()),
                ('closed_on', models.DateField(null=True)),
                ('added_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['area_code'], name='production_site_area', opclasses=['text_pattern_ops'])],
                'constraints': [models.CheckConstraint(condition=models.Q(('code__gt', ''), ('name__gt', '')), name='production_site_named'), models.CheckConstraint(condition=models.Q(('kind__in', ['yard', 'roof', 'rptra', 'alley', 'field', 'pond', 'cage', 'kitchen', 'boat'])), name='production_site_kind_known'), models.CheckConstraint(condition=models.Q(('area_code__regex', '^\\d{2}\\.\\d{2}\\.\\d{2}(\\.\\d{4})?$')), name='production_site_area_shape'), models.CheckConstraint(condition=models.Q(models.Q(('latitude_e7', None), ('longitude_e7', None)), models.Q(('latitude_e7__range', (-900000000, 900000000)), ('longitude_e7__range', (-1800000000, 1800000000))), _connector='OR'), name='production_site_position_whole'), models.CheckConstraint(condition=models.Q(('closed_on', None), ('closed_on__gte', models.F('opened_on')), _connector='OR'), name='production_site_days_in_order'), models.CheckConstraint(condition=models.Q(('surface_m2', None), ('surface_m2__gt', 0), _connector='OR'), name='production_site_surface')],
            },
        ),
        migrations.CreateModel(
            name='Commodity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, unique=True)),
                ('name', models.CharField(max_length=80)),
                ('group', models.CharField(choices=[('vegetables', 'Sayuran'), ('fruit', 'Buah'), ('grain', 'Padi'), ('fish', 'Ikan'), ('seaweed', 'Rumput laut'), ('livestock', 'Daging ternak'), ('poultry', 'Daging unggas'), ('eggs', 'Telur'), ('milk', 'Susu'), ('processed', 'Olahan')], max_length=12)),
                ('measure_kind', models.CharField(choices=[('raw', 'Segar'), ('processed', 'Olahan')], max_length=9)),
                ('is_animal', models.BooleanField(default=False)),
                ('usual_unit', models.CharField(max_length=10)),
                ('most_grams_per_m2', models.PositiveIntegerField(null=True)),
                ('days_to_harvest', models.PositiveSmallIntegerField(null=True)),
                ('category_code', models.CharField(blank=True, max_length=60)),
                ('also_called', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None)),
                ('retired_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('code__gt', ''), ('name__gt', ''), ('usual_unit__gt', '')), name='commodity_named'), models.CheckConstraint(condition=models.Q(models.Q(('group', 'processed'), ('measure_kind', 'processed')), models.Q(('group__in', ['vegetables', 'fruit', 'grain', 'fish', 'seaweed', 'livestock', 'poultry', 'eggs', 'milk']), ('measure_kind', 'raw')), _connector='OR'), name='commodity_group_fits_kind')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commodity',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='30d859a90336581262efff414ee4369368e3430c', operation='DELETE', pgid='pgtrigger_never_deleted_88fcc', table='production_commodity', when='BEFORE')),
        ),
        migrations.AddField(
            model_name='conversionfactor',
            name='commodity',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='factors', to='production.commodity'),
        ),
        migrations.AddField(
            model_name='conversionfactor',
            name='recorded_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='disposal',
            name='recorded_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='group',
            name='added_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='log',
            name='noted_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='disposal',
            name='harvest',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disposals', to='production.log'),
        ),
        migrations.AddField(
            model_name='logversion',
            name='commodity',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='production.commodity'),
        ),
        migrations.AddField(
            model_name='logversion',
            name='factor',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='production.conversionfactor'),
        ),
        migrations.AddField(
            model_name='logversion',
            name='log',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='production.log'),
        ),
        migrations.AddField(
            model_name='logversion',
            name='recorded_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='processinginput',
            name='commodity',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='production.commodity'),
        ),
        migrations.AddField(
            model_name='processinginput',
            name='harvest',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='used_by', to='production.log'),
        ),
        migrations.AddField(
            model_name='processinginput',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inputs', to='production.logversion'),
        ),
        migrations.AddField(
            model_name='quarterclosing',
            name='closed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='sheet',
            name='received_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='log',
            name='sheet',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='logs', to='production.sheet'),
        ),
        migrations.AddField(
            model_name='site',
            name='added_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='site',
            name='business',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.business'),
        ),
        migrations.AddField(
            model_name='site',
            name='group',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sites', to='production.group'),
        ),
        migrations.AddField(
            model_name='logversion',
            name='site',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='production.site'),
        ),
        migrations.AddConstraint(
            model_name='conversionfactor',
            constraint=models.UniqueConstraint(models.F('commodity'), models.F('unit'), models.F('area_code'), models.F('valid_from'), models.F('recorded_at'), name='factor_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conversionfactor',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ee0b2d6ac0f5858a7daa16e476b6b1904fb5114b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f8b44', table='production_conversionfactor', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='group',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='0920f867c397da6508ccdbbe914f95732c993142', operation='DELETE', pgid='pgtrigger_never_deleted_86e10', table='production_group', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='disposal',
            index=models.Index(condition=models.Q(('withdrawn_at', None)), fields=['harvest'], name='disposal_of_harvest'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disposal',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='3ec6115a164616e7891da289f8febf900f639e5f', operation='DELETE', pgid='pgtrigger_never_deleted_71d51', table='production_disposal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disposal',
            trigger=pgtrigger.compiler.Trigger(name='only_withdrawn', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."client_id" IS DISTINCT FROM (NEW."client_id") OR OLD."harvest_id" IS DISTINCT FROM (NEW."harvest_id") OR OLD."goes" IS DISTINCT FROM (NEW."goes") OR OLD."quantity_milli" IS DISTINCT FROM (NEW."quantity_milli") OR OLD."unit" IS DISTINCT FROM (NEW."unit") OR OLD."mass_mg" IS DISTINCT FROM (NEW."mass_mg") OR OLD."gone_on" IS DISTINCT FROM (NEW."gone_on") OR OLD."price_rupiah" IS DISTINCT FROM (NEW."price_rupiah") OR OLD."sale_reference" IS DISTINCT FROM (NEW."sale_reference") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='e1e154987d9105d8e7956c42da32afb3ba68e7c7', operation='UPDATE', pgid='pgtrigger_only_withdrawn_ec888', table='production_disposal', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='processinginput',
            constraint=models.UniqueConstraint(fields=('version', 'harvest'), name='input_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='processinginput',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fb9c46265a44c353d184696ac3c9d928cf2eff3a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_84ee8', table='production_processinginput', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quarterclosing',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c38a49591b45e577b0bbad3c0365123db951e2eb', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e520e', table='production_quarterclosing', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sheet',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='80e570500b82760ac67f35a5281fffd39fb5a9c3', operation='DELETE', pgid='pgtrigger_never_deleted_30d4e', table='production_sheet', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='log',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('source', 'sheet'), _negated=True), ('sheet__isnull', False), _connector='OR'), name='log_sheet_whole'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='log',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f98d765104af1a2e50336e14ac691d55e69fef13', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0c5cc', table='production_log', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='site',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='b37532e03aa437050d2600fa278bd1448163be55', operation='DELETE', pgid='pgtrigger_never_deleted_a1887', table='production_site', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='logversion',
            index=models.Index(fields=['site', 'commodity', 'done_on'], name='log_of_site'),
        ),
        migrations.AddConstraint(
            model_name='logversion',
            constraint=models.UniqueConstraint(fields=('log', 'number'), name='log_version_once'),
        ),
        migrations.AddConstraint(
            model_name='logversion',
            constraint=models.UniqueConstraint(condition=models.Q(('superseded_at', None)), fields=('log',), name='log_one_version_counts'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='logversion',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='a914b23febf226b9e5eab46621905bb0243c32c4', operation='DELETE', pgid='pgtrigger_never_deleted_f83a1', table='production_logversion', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='logversion',
            trigger=pgtrigger.compiler.Trigger(name='only_superseded', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."log_id" IS DISTINCT FROM (NEW."log_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."cause" IS DISTINCT FROM (NEW."cause") OR OLD."site_id" IS DISTINCT FROM (NEW."site_id") OR OLD."commodity_id" IS DISTINCT FROM (NEW."commodity_id") OR OLD."done_on" IS DISTINCT FROM (NEW."done_on") OR OLD."quantity_milli" IS DISTINCT FROM (NEW."quantity_milli") OR OLD."unit" IS DISTINCT FROM (NEW."unit") OR OLD."factor_id" IS DISTINCT FROM (NEW."factor_id") OR OLD."grams_per_unit" IS DISTINCT FROM (NEW."grams_per_unit") OR OLD."weighed_mg" IS DISTINCT FROM (NEW."weighed_mg") OR OLD."mass_mg" IS DISTINCT FROM (NEW."mass_mg") OR OLD."heads" IS DISTINCT FROM (NEW."heads") OR OLD."area_m2" IS DISTINCT FROM (NEW."area_m2") OR OLD."price_rupiah" IS DISTINCT FROM (NEW."price_rupiah") OR OLD."question" IS DISTINCT FROM (NEW."question") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."photo" IS DISTINCT FROM (NEW."photo") OR OLD."change_reason" IS DISTINCT FROM (NEW."change_reason") OR OLD."withdrawn" IS DISTINCT FROM (NEW."withdrawn") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='2374023d698fefb66e35c428a0411be43dda2746', operation='UPDATE', pgid='pgtrigger_only_superseded_ebcfa', table='production_logversion', when='BEFORE')),
        ),
    ]
