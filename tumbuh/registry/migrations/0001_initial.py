import django.contrib.postgres.indexes
import django.contrib.postgres.search
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
    ]

    operations = [
        migrations.CreateModel(
            name='Business',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('name_key', models.CharField(max_length=200)),
                ('nib', models.CharField(blank=True, max_length=13)),
                ('kbli_version', models.CharField(blank=True, max_length=4)),
                ('kbli_code', models.CharField(blank=True, max_length=5)),
                ('registered_on', models.DateField()),
                ('closed_on', models.DateField(null=True)),
                ('source', models.CharField(blank=True, max_length=100)),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['name_key'], name='business_name_key'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector('name_key', config='simple'), name='business_words'), models.Index(fields=['registered_on'], name='business_registered')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('nib__gt', ''), ('withdrawn_at', None)), fields=('nib',), name='business_nib_once'), models.CheckConstraint(condition=models.Q(('nib', ''), ('nib__regex', '^\\d{13}$'), _connector='OR'), name='business_nib_shape'), models.CheckConstraint(condition=models.Q(models.Q(('kbli_code', ''), ('kbli_version', '')), models.Q(('kbli_code__regex', '^\\d{5}$'), ('kbli_version__regex', '^\\d{4}$')), _connector='OR'), name='business_kbli_whole'), models.CheckConstraint(condition=models.Q(('closed_on', None), ('closed_on__gte', models.F('registered_on')), _connector='OR'), name='business_days_in_order'), models.CheckConstraint(condition=models.Q(('name__gt', ''), ('name_key__gt', '')), name='business_named')],
            },
        ),
        migrations.CreateModel(
            name='Owner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('name_key', models.CharField(max_length=200)),
                ('nik_cipher', models.TextField(blank=True)),
                ('nik_hash', models.CharField(blank=True, max_length=64)),
                ('npwp_cipher', models.TextField(blank=True)),
                ('npwp_hash', models.CharField(blank=True, max_length=64)),
                ('key_tag', models.CharField(blank=True, max_length=8)),
                ('phone', models.CharField(blank=True, max_length=20)),
                ('gender', models.CharField(blank=True, max_length=6)),
                ('born_on', models.DateField(null=True)),
                ('home_area_code', models.CharField(blank=True, max_length=13)),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['name_key'], name='owner_name_key'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector('name_key', config='simple'), name='owner_words'), models.Index(condition=models.Q(('phone__gt', '')), fields=['phone', 'name_key'], name='owner_phone_name')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('nik_hash__gt', ''), ('withdrawn_at', None)), fields=('nik_hash',), name='owner_nik_once'), models.CheckConstraint(condition=models.Q(('nik_hash', ''), ('nik_hash__regex', '^[0-9a-f]{64}$'), _connector='OR'), name='owner_nik_hash_shape'), models.CheckConstraint(condition=models.Q(('npwp_hash', ''), ('npwp_hash__regex', '^[0-9a-f]{64}$'), _connector='OR'), name='owner_npwp_hash_shape'), models.CheckConstraint(condition=models.Q(('phone', ''), ('phone__regex', '^\\+\\d{8,15}$'), _connector='OR'), name='owner_phone_shape'), models.CheckConstraint(condition=models.Q(('home_area_code', ''), ('home_area_code__regex', '^\\d{2}(\\.\\d{2}(\\.\\d{2}(\\.\\d{4})?)?)?$'), _connector='OR'), name='owner_home_area_shape'), models.CheckConstraint(condition=models.Q(models.Q(('nik_cipher', ''), ('nik_hash', '')), models.Q(('nik_cipher__gt', ''), ('nik_hash__gt', '')), _connector='OR'), name='owner_nik_whole'), models.CheckConstraint(condition=models.Q(models.Q(('npwp_cipher', ''), ('npwp_hash', '')), models.Q(('npwp_cipher__gt', ''), ('npwp_hash__gt', '')), _connector='OR'), name='owner_npwp_whole'), models.CheckConstraint(condition=models.Q(models.Q(('nik_cipher', ''), ('npwp_cipher', '')), ('key_tag__gt', ''), _connector='OR'), name='owner_sealed_with_a_key'), models.CheckConstraint(condition=models.Q(('gender__in', ['', 'female', 'male'])), name='owner_gender_known'), models.CheckConstraint(condition=models.Q(('name__gt', ''), ('name_key__gt', '')), name='owner_named')],
            },
        ),
        migrations.CreateModel(
            name='RegisterImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('file_name', models.CharField(max_length=255)),
                ('file_sha256', models.CharField(max_length=64)),
                ('file_bytes', models.PositiveBigIntegerField()),
                ('state', models.CharField(default='received', max_length=12)),
                ('policy', models.CharField(default='whole', max_length=10)),
                ('validate_only', models.BooleanField(default=False)),
                ('mapping', models.JSONField(default=dict)),
                ('unknown_columns', models.JSONField(default=list)),
                ('notices', models.JSONField(default=list)),
                ('stage', models.CharField(blank=True, max_length=12)),
                ('rows_done', models.PositiveBigIntegerField(default=0)),
                ('rows_total', models.PositiveBigIntegerField(null=True)),
                ('created', models.PositiveBigIntegerField(default=0)),
                ('updated', models.PositiveBigIntegerField(default=0)),
                ('unchanged', models.PositiveBigIntegerField(default=0)),
                ('repeated', models.PositiveBigIntegerField(default=0)),
                ('rejected', models.PositiveBigIntegerField(default=0)),
                ('counts', models.JSONField(default=dict)),
                ('error_codes', models.JSONField(default=dict)),
                ('refusal_code', models.CharField(blank=True, max_length=60)),
                ('refusal', models.TextField(blank=True)),
                ('created_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True)),
                ('undone_at', models.DateTimeField(null=True)),
                ('undo_reason', models.TextField(blank=True)),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['-created_at'], name='import_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['received', 'queued', 'running', 'validated', 'rejected', 'done', 'undone', 'refused', 'failed'])), name='import_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'undone'), ('undo_reason__gt', ''), ('undone_at__isnull', False)), models.Q(models.Q(('state', 'undone'), _negated=True), ('undo_reason', ''), ('undone_at', None), ('undone_by', None)), _connector='OR'), name='import_undo_whole'), models.CheckConstraint(condition=models.Q(('state__in', ['refused', 'failed']), ('refusal', ''), _connector='OR'), name='import_refusal_whole'), models.CheckConstraint(condition=models.Q(('policy__in', ['whole', 'good_rows'])), name='import_policy_known')],
            },
        ),
        migrations.CreateModel(
            name='RegisterChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.CharField(max_length=40)),
                ('row_id', models.BigIntegerField()),
                ('before', models.JSONField()),
                ('register_import', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='registry.registerimport')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('register_import', 'table', 'row_id'), name='change_once_per_import')],
            },
        ),
        migrations.CreateModel(
            name='Ownership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('from_on', models.DateField()),
                ('to_on', models.DateField(null=True)),
                ('share_permyriad', models.PositiveSmallIntegerField(null=True)),
                ('business', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ownerships', to='registry.business')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ownerships', to='registry.owner')),
                ('created_in', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.registerimport')),
                ('written_in', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.registerimport')),
            ],
            options={
                'abstract': False,
                'constraints': [models.UniqueConstraint(condition=models.Q(('to_on', None), ('withdrawn_at', None)), fields=('owner', 'business'), name='ownership_current_once'), models.CheckConstraint(condition=models.Q(('to_on', None), ('to_on__gte', models.F('from_on')), _connector='OR'), name='ownership_days_in_order'), models.CheckConstraint(condition=models.Q(('share_permyriad', None), ('share_permyriad__range', (1, 10000)), _connector='OR'), name='ownership_share_whole')],
            },
        ),
        migrations.AddField(
            model_name='owner',
            name='created_in',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.registerimport'),
        ),
        migrations.AddField(
            model_name='owner',
            name='written_in',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.registerimport'),
        ),
        migrations.CreateModel(
            name='Licence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('kind', models.CharField(choices=[('pirt', 'P-IRT'), ('bpom', 'BPOM'), ('halal', 'Halal'), ('tkdn', 'TKDN'), ('hki', 'HKI')], max_length=12)),
                ('number', models.CharField(max_length=60)),
                ('issued_on', models.DateField(null=True)),
                ('valid_to', models.DateField(null=True)),
                ('business', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='licences', to='registry.business')),
                ('created_in', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.registerimport')),
                ('written_in', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.registerimport')),
            ],
            options={
                'abstract': False,
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('business', 'kind', 'number'), name='licence_once'), models.CheckConstraint(condition=models.Q(('number__gt', '')), name='licence_numbered'), models.CheckConstraint(condition=models.Q(('kind__in', ['pirt', 'bpom', 'halal', 'tkdn', 'hki'])), name='licence_kind_known'), models.CheckConstraint(condition=models.Q(('issued_on', None), ('valid_to', None), ('valid_to__gte', models.F('issued_on')), _connector='OR'), name='licence_days_in_order')],
            },
        ),
        migrations.CreateModel(
            name='ClassAssessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('size_class', models.CharField(choices=[('micro', 'Mikro'), ('small', 'Kecil'), ('medium', 'Menengah'), ('large', 'Besar')], max_length=6)),
                ('basis', models.CharField(choices=[('capital', 'Modal usaha'), ('sales', 'Penjualan tahunan'), ('declared', 'Pernyataan')], max_length=8)),
                ('as_of', models.DateField()),
                ('capital_rupiah', models.BigIntegerField(null=True)),
                ('yearly_sales_rupiah', models.BigIntegerField(null=True)),
                ('class_by_capital', models.CharField(blank=True, choices=[('micro', 'Mikro'), ('small', 'Kecil'), ('medium', 'Menengah'), ('large', 'Besar')], max_length=6)),
                ('class_by_sales', models.CharField(blank=True, choices=[('micro', 'Mikro'), ('small', 'Kecil'), ('medium', 'Menengah'), ('large', 'Besar')], max_length=6)),
                ('policy_source', models.CharField(blank=True, max_length=200)),
                ('business', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='registry.business')),
                ('created_in', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.registerimport')),
                ('written_in', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.registerimport')),
            ],
            options={
                'abstract': False,
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('business', 'as_of'), name='assessment_once_a_day'), models.CheckConstraint(condition=models.Q(('size_class__in', ['micro', 'small', 'medium', 'large']), ('class_by_capital__in', ['', 'micro', 'small', 'medium', 'large']), ('class_by_sales__in', ['', 'micro', 'small', 'medium', 'large'])), name='assessment_class_known'), models.CheckConstraint(condition=models.Q(models.Q(('basis', 'capital'), ('capital_rupiah__isnull', False), ('size_class', models.F('class_by_capital'))), models.Q(('basis', 'sales'), ('size_class', models.F('class_by_sales')), ('yearly_sales_rupiah__isnull', False)), models.Q(('basis', 'declared'), ('capital_rupiah', None), ('yearly_sales_rupiah', None)), _connector='OR'), name='assessment_basis_has_its_figure'), models.CheckConstraint(condition=models.Q(models.Q(('capital_rupiah', None), ('capital_rupiah__gte', 0), _connector='OR'), models.Q(('yearly_sales_rupiah', None), ('yearly_sales_rupiah__gte', 0), _connector='OR')), name='assessment_figures_not_negative')],
            },
        ),
        migrations.AddField(
            model_name='business',
            name='created_in',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.registerimport'),
        ),
        migrations.AddField(
            model_name='business',
            name='written_in',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.registerimport'),
        ),
        migrations.CreateModel(
            name='RegisterImportRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row', models.PositiveIntegerField()),
                ('outcome', models.CharField(max_length=10)),
                ('errors', models.JSONField(default=list)),
                ('cells_cipher', models.TextField(blank=True)),
                ('business', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.business')),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.owner')),
                ('register_import', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='registry.registerimport')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('outcome', 'rejected')), fields=['register_import', 'row'], name='import_row_bad')],
                'constraints': [models.UniqueConstraint(fields=('register_import', 'row'), name='import_row_once'), models.CheckConstraint(condition=models.Q(models.Q(('business', None), ('outcome', 'rejected'), models.Q(('errors', []), _negated=True)), models.Q(('cells_cipher', ''), ('errors', []), ('outcome__in', ['created', 'updated', 'unchanged', 'repeated'])), _connector='OR'), name='import_row_outcome_whole')],
            },
        ),
        migrations.CreateModel(
            name='Site',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('kind', models.CharField(choices=[('main', 'Tempat usaha'), ('production', 'Tempat produksi'), ('branch', 'Cabang'), ('storage', 'Gudang')], default='main', max_length=12)),
                ('area_code', models.CharField(max_length=13, null=True)),
                ('address', models.TextField(blank=True)),
                ('business', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sites', to='registry.business')),
                ('created_in', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.registerimport')),
                ('written_in', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.registerimport')),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(condition=models.Q(('withdrawn_at', None)), fields=['area_code'], name='site_area', opclasses=['text_pattern_ops'])],
                'constraints': [models.UniqueConstraint(condition=models.Q(('kind', 'main'), ('withdrawn_at', None)), fields=('business',), name='site_one_main'), models.CheckConstraint(condition=models.Q(('area_code', None), ('area_code__regex', '^\\d{2}\\.\\d{2}(\\.\\d{2}(\\.\\d{4})?)?$'), _connector='OR'), name='site_area_shape'), models.CheckConstraint(condition=models.Q(('kind__in', ['main', 'production', 'branch', 'storage'])), name='site_kind_known')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registerimport',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='135b89cc9c35331980cc7c512b6f0e186c023432', operation='DELETE', pgid='pgtrigger_never_deleted_aadd8', table='registry_registerimport', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registerchange',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='224d32429fc84e1fff3c602d12d5fe427c52f1cd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d6c12', table='registry_registerchange', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ownership',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='b67fdc68b95eef186f574b0e8cc7ebf99a5e6e09', operation='DELETE', pgid='pgtrigger_never_deleted_c976b', table='registry_ownership', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ownership',
            trigger=pgtrigger.compiler.Trigger(name='reset_writer', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (NEW.written_in_id IS NOT DISTINCT FROM OLD.written_in_id AND NEW.written_in_id IS NOT NULL\n    AND to_jsonb(NEW) - ARRAY['nik_cipher', 'nik_hash', 'npwp_cipher', 'npwp_hash', 'key_tag']\n        <> to_jsonb(OLD) - ARRAY['nik_cipher', 'nik_hash', 'npwp_cipher', 'npwp_hash', 'key_tag'])", func='NEW.written_in_id := NULL; RETURN NEW;', hash='4a91cf1ec53577122f9135222de0db800bce57a1', operation='UPDATE', pgid='pgtrigger_reset_writer_ca0f6', table='registry_ownership', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='owner',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='a61a020c1635c16071cac9275f4520e17f4cd195', operation='DELETE', pgid='pgtrigger_never_deleted_697e8', table='registry_owner', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='owner',
            trigger=pgtrigger.compiler.Trigger(name='reset_writer', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (NEW.written_in_id IS NOT DISTINCT FROM OLD.written_in_id AND NEW.written_in_id IS NOT NULL\n    AND to_jsonb(NEW) - ARRAY['nik_cipher', 'nik_hash', 'npwp_cipher', 'npwp_hash', 'key_tag']\n        <> to_jsonb(OLD) - ARRAY['nik_cipher', 'nik_hash', 'npwp_cipher', 'npwp_hash', 'key_tag'])", func='NEW.written_in_id := NULL; RETURN NEW;', hash='cc72b70b7b96cd608cb236b60f6d8463328ee348', operation='UPDATE', pgid='pgtrigger_reset_writer_ccbe1', table='registry_owner', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='licence',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='9ac37e10b8b67dee59b27c391d63f40381c690f2', operation='DELETE', pgid='pgtrigger_never_deleted_af21c', table='registry_licence', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='licence',
            trigger=pgtrigger.compiler.Trigger(name='reset_writer', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (NEW.written_in_id IS NOT DISTINCT FROM OLD.written_in_id AND NEW.written_in_id IS NOT NULL\n    AND to_jsonb(NEW) - ARRAY['nik_cipher', 'nik_hash', 'npwp_cipher', 'npwp_hash', 'key_tag']\n        <> to_jsonb(OLD) - ARRAY['nik_cipher', 'nik_hash', 'npwp_cipher', 'npwp_hash', 'key_tag'])", func='NEW.written_in_id := NULL; RETURN NEW;', hash='84c303d1a8e8820ee863a62f8a0fb861516ba290', operation='UPDATE', pgid='pgtrigger_reset_writer_ca13c', table='registry_licence', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='classassessment',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='5ef3568e2268da66c49a3efbfa2cc33247a0241b', operation='DELETE', pgid='pgtrigger_never_deleted_d6b4e', table='registry_classassessment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='classassessment',
            trigger=pgtrigger.compiler.Trigger(name='reset_writer', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (NEW.written_in_id IS NOT DISTINCT FROM OLD.written_in_id AND NEW.written_in_id IS NOT NULL\n    AND to_jsonb(NEW) - ARRAY['nik_cipher', 'nik_hash', 'npwp_cipher', 'npwp_hash', 'key_tag']\n        <> to_jsonb(OLD) - ARRAY['nik_cipher', 'nik_hash', 'npwp_cipher', 'npwp_hash', 'key_tag'])", func='NEW.written_in_id := NULL; RETURN NEW;', hash='a0b60c84bb6e94164904442103f7ac8fd2a4100d', operation='UPDATE', pgid='pgtrigger_reset_writer_08fb3', table='registry_classassessment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='business',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='505613530dad801a8f5ec9630d8e39226a51e47d', operation='DELETE', pgid='pgtrigger_never_deleted_61f40', table='registry_business', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='business',
            trigger=pgtrigger.compiler.Trigger(name='reset_writer', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (NEW.written_in_id IS NOT DISTINCT FROM OLD.written_in_id AND NEW.written_in_id IS NOT NULL\n    AND to_jsonb(NEW) - ARRAY['nik_cipher', 'nik_hash', 'npwp_cipher', 'npwp_hash', 'key_tag']\n        <> to_jsonb(OLD) - ARRAY['nik_cipher', 'nik_hash', 'npwp_cipher', 'npwp_hash', 'key_tag'])", func='NEW.written_in_id := NULL; RETURN NEW;', hash='e88e754f1410d5526c67e96473b11cf6a3364887', operation='UPDATE', pgid='pgtrigger_reset_writer_a585f', table='registry_business', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='site',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='63a4b9ad910c14a569f3f80816c70c2f8584be79', operation='DELETE', pgid='pgtrigger_never_deleted_4c796', table='registry_site', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='site',
            trigger=pgtrigger.compiler.Trigger(name='reset_writer', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (NEW.written_in_id IS NOT DISTINCT FROM OLD.written_in_id AND NEW.written_in_id IS NOT NULL\n    AND to_jsonb(NEW) - ARRAY['nik_cipher', 'nik_hash', 'npwp_cipher', 'npwp_hash', 'key_tag']\n        <> to_jsonb(OLD) - ARRAY['nik_cipher', 'nik_hash', 'npwp_cipher', 'npwp_hash', 'key_tag'])", func='NEW.written_in_id := NULL; RETURN NEW;', hash='4d27f4ffa7960a71484f78f24580fb4eabda4ecd', operation='UPDATE', pgid='pgtrigger_reset_writer_f8c6c', table='registry_site', when='BEFORE')),
        ),
    ]
