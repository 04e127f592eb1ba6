import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('catalogue', '0001_initial'),
        ('registry', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('channel', models.CharField(max_length=20)),
                ('file_name', models.CharField(max_length=255)),
                ('file_sha256', models.CharField(blank=True, max_length=64)),
                ('file_bytes', models.PositiveBigIntegerField(default=0)),
                ('state', models.CharField(default='queued', max_length=12)),
                ('rows_total', models.PositiveBigIntegerField(null=True)),
                ('rows_read', models.PositiveBigIntegerField(default=0)),
                ('accepted', models.PositiveBigIntegerField(default=0)),
                ('unchanged', models.PositiveBigIntegerField(default=0)),
                ('restated', models.PositiveBigIntegerField(default=0)),
                ('stale', models.PositiveBigIntegerField(default=0)),
                ('repeated', models.PositiveBigIntegerField(default=0)),
                ('quarantined', models.PositiveBigIntegerField(default=0)),
                ('restated_orders', models.PositiveBigIntegerField(default=0)),
                ('net_change_rupiah', models.BigIntegerField(default=0)),
                ('latest_event_at', models.DateTimeField(null=True)),
                ('ledger_version_before', models.BigIntegerField(null=True)),
                ('ledger_version', models.BigIntegerField(null=True)),
                ('notices', models.JSONField(default=list)),
                ('refusal_code', models.CharField(blank=True, max_length=60)),
                ('refusal', models.TextField(blank=True)),
                ('created_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True)),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['-created_at'], name='batch_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('channel__in', ['shopee', 'tiktok']), ('file_name__gt', ''), ('state__in', ['queued', 'reading', 'settling', 'done', 'refused', 'failed'])), name='batch_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('finished_at', None), ('refusal', ''), ('refusal_code', ''), ('state__in', ['queued', 'reading', 'settling'])), models.Q(('finished_at__isnull', False), ('ledger_version__isnull', False), ('refusal', ''), ('refusal_code', ''), ('state', 'done')), models.Q(('finished_at__isnull', False), ('refusal__gt', ''), ('refusal_code__gt', ''), ('state__in', ['refused', 'failed'])), _connector='OR'), name='batch_ending_whole'), models.CheckConstraint(condition=models.Q(('state', 'done'), models.Q(('accepted', 0), ('net_change_rupiah', 0), ('restated', 0)), _connector='OR'), name='batch_counts_of_done')],
            },
        ),
        migrations.CreateModel(
            name='Shop',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('channel', models.CharField(choices=[('shopee', 'Shopee'), ('tiktok', 'TikTok Shop + Tokopedia')], max_length=20)),
                ('external_id', models.CharField(max_length=60)),
                ('name', models.CharField(max_length=200)),
                ('opened_at', models.DateTimeField()),
                ('business', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shops', to='registry.business')),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('channel', 'external_id'), name='shop_once_per_marketplace'), models.CheckConstraint(condition=models.Q(('channel__in', ['shopee', 'tiktok']), ('external_id__gt', ''), ('name__gt', '')), name='shop_named_and_placed')],
            },
        ),
        migrations.CreateModel(
            name='Restatement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cause', models.CharField(choices=[('sku_mapped', 'SKU dipasangkan dengan produk'), ('origin_changed', 'Bukti asal produk berubah')], max_length=20)),
                ('lines', models.PositiveBigIntegerField()),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('shop', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='restatements', to='ledger.shop')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('cause__in', ['sku_mapped', 'origin_changed']), ('lines__gt', 0)), name='restatement_has_lines')],
            },
        ),
        migrations.CreateModel(
            name='QuarantinedLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row', models.PositiveIntegerField()),
                ('order_id', models.CharField(blank=True, max_length=80)),
                ('reason', models.CharField(max_length=60)),
                ('column', models.CharField(blank=True, max_length=80)),
                ('value', models.TextField(blank=True)),
                ('kept', models.JSONField(default=dict)),
                ('fingerprint', models.CharField(max_length=64)),
                ('state', models.CharField(default='waiting', max_length=12)),
                ('closed_at', models.DateTimeField(null=True)),
                ('closing_reason', models.TextField(blank=True)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='quarantined_lines', to='ledger.batch')),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('shop', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.shop')),
            ],
            options={
                'indexes': [models.Index(fields=['shop', 'state'], name='quarantine_open'), models.Index(condition=models.Q(('state', 'waiting')), fields=['-batch', 'row'], name='quarantine_waiting')],
                'constraints': [models.UniqueConstraint(fields=('shop', 'fingerprint'), name='quarantine_once'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('state', 'waiting')), models.Q(('closed_at__isnull', False), ('state__in', ['resolved', 'dismissed']), models.Q(('closing_reason', ''), _negated=True)), _connector='OR'), name='quarantine_state_whole')],
            },
        ),
        migrations.AddField(
            model_name='batch',
            name='shop',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='batches', to='ledger.shop'),
        ),
        migrations.CreateModel(
            name='SkuMapping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sku', models.CharField(max_length=300)),
                ('variation', models.CharField(blank=True, max_length=300)),
                ('mapped_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('mapped_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sku_mappings', to='catalogue.product')),
                ('shop', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sku_mappings', to='ledger.shop')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('shop', 'sku', 'variation'), name='sku_mapped_once'), models.CheckConstraint(condition=models.Q(('sku__gt', '')), name='sku_present'), models.CheckConstraint(condition=models.Q(('ended_at', None), ('ended_at__gte', models.F('mapped_at')), _connector='OR'), name='sku_days_in_order')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='shop',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='52ab3f676bc060a3c4570716c8af9d45c32426f3', operation='DELETE', pgid='pgtrigger_never_deleted_66bda', table='ledger_shop', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='shop',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot empty %', TG_TABLE_NAME;", hash='fe2d061fae42974d585b2f229503370eb9a04ea3', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_379fb', table='ledger_shop', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='shop',
            trigger=pgtrigger.compiler.Trigger(name='same_shop_for_ever', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."channel" IS DISTINCT FROM (NEW."channel") OR OLD."external_id" IS DISTINCT FROM (NEW."external_id") OR OLD."business_id" IS DISTINCT FROM (NEW."business_id") OR OLD."opened_at" IS DISTINCT FROM (NEW."opened_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='8d79c2f6fc9252788622a83544408102452b2451', operation='UPDATE', pgid='pgtrigger_same_shop_for_ever_76bbb', table='ledger_shop', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='restatement',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='fe1a12a874d684c91c01a8b740857cd3294d9b69', operation='DELETE', pgid='pgtrigger_never_deleted_c8e44', table='ledger_restatement', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='restatement',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot empty %', TG_TABLE_NAME;", hash='e69ae582817bf504c57960e2c610c6963b0ed1c3', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_1c0c6', table='ledger_restatement', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='restatement',
            trigger=pgtrigger.compiler.Trigger(name='never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='4dc238eaf0607b0cb9e797c90c7bbd4868fd916e', operation='UPDATE', pgid='pgtrigger_never_changed_f2ef2', table='ledger_restatement', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quarantinedline',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='874c1da9a663a9d2b2ca17b99648623d5d98fd3b', operation='DELETE', pgid='pgtrigger_never_deleted_95371', table='ledger_quarantinedline', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quarantinedline',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot empty %', TG_TABLE_NAME;", hash='68b13604fcf7293ad1aa38e87442126b0090f814', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_a8cc7', table='ledger_quarantinedline', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quarantinedline',
            trigger=pgtrigger.compiler.Trigger(name='closed_is_closed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (OLD."state" = \'waiting\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='2d3442f29aaf56c4d58eef2ec6c895f6e6cb1e8b', operation='UPDATE', pgid='pgtrigger_closed_is_closed_74674', table='ledger_quarantinedline', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quarantinedline',
            trigger=pgtrigger.compiler.Trigger(name='row_as_it_came', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."batch_id" IS DISTINCT FROM (NEW."batch_id") OR OLD."shop_id" IS DISTINCT FROM (NEW."shop_id") OR OLD."row" IS DISTINCT FROM (NEW."row") OR OLD."order_id" IS DISTINCT FROM (NEW."order_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."column" IS DISTINCT FROM (NEW."column") OR OLD."value" IS DISTINCT FROM (NEW."value") OR OLD."kept" IS DISTINCT FROM (NEW."kept") OR OLD."fingerprint" IS DISTINCT FROM (NEW."fingerprint"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='be73d1fcb78b817d36bb1a7bc86f01e80d2e7c4b', operation='UPDATE', pgid='pgtrigger_row_as_it_came_cc926', table='ledger_quarantinedline', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='batch',
            index=models.Index(fields=['shop', 'file_sha256'], name='batch_same_file'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='batch',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='36f9b08520311bd515bb2ad12e1b47a7cc172284', operation='DELETE', pgid='pgtrigger_never_deleted_0d1f6', table='ledger_batch', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='batch',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot empty %', TG_TABLE_NAME;", hash='5d4729983fc188c40beb5c13dbf31e812bbf5e41', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_16cf7', table='ledger_batch', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='batch',
            trigger=pgtrigger.compiler.Trigger(name='over_is_over', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" IN (\'done\', \'refused\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='456b7cd8d13d35918a959245b731200f643cb2aa', operation='UPDATE', pgid='pgtrigger_over_is_over_87095', table='ledger_batch', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='batch',
            trigger=pgtrigger.compiler.Trigger(name='same_file_for_ever', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."shop_id" IS DISTINCT FROM (NEW."shop_id") OR OLD."channel" IS DISTINCT FROM (NEW."channel") OR OLD."file_name" IS DISTINCT FROM (NEW."file_name") OR OLD."file_sha256" IS DISTINCT FROM (NEW."file_sha256") OR OLD."file_bytes" IS DISTINCT FROM (NEW."file_bytes") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='07cab9bfedbcfcf663e3ee8329bd8bf52e7220e4', operation='UPDATE', pgid='pgtrigger_same_file_for_ever_eebe9', table='ledger_batch', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='skumapping',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='f8cd44e2105db4c0688c8a7913c611cb86d902f0', operation='DELETE', pgid='pgtrigger_never_deleted_0b743', table='ledger_skumapping', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='skumapping',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot empty %', TG_TABLE_NAME;", hash='64499135430044a09feb536e152e4007adca290a', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_6cc5d', table='ledger_skumapping', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='skumapping',
            trigger=pgtrigger.compiler.Trigger(name='ended_is_ended', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."ended_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='08f1e3fceb94735eebcb2d5319b596f0fadfbf21', operation='UPDATE', pgid='pgtrigger_ended_is_ended_a7ba8', table='ledger_skumapping', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='skumapping',
            trigger=pgtrigger.compiler.Trigger(name='same_mapping_for_ever', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."shop_id" IS DISTINCT FROM (NEW."shop_id") OR OLD."sku" IS DISTINCT FROM (NEW."sku") OR OLD."variation" IS DISTINCT FROM (NEW."variation") OR OLD."product_id" IS DISTINCT FROM (NEW."product_id") OR OLD."mapped_at" IS DISTINCT FROM (NEW."mapped_at") OR OLD."mapped_by_id" IS DISTINCT FROM (NEW."mapped_by_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='60d0252e6ce268fe49fa92863d5e38312c1b4e47', operation='UPDATE', pgid='pgtrigger_same_mapping_for_ever_b5bba', table='ledger_skumapping', when='BEFORE')),
        ),
    ]
