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
            name='Paper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('sequence', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('purchase_order', 'Surat Pesanan'), ('handover', 'Berita Acara Serah Terima'), ('receipt', 'Kuitansi'), ('invoice', 'Nota Penjualan'), ('tax_slip', 'Bukti Pemotongan Pajak'), ('certificate', 'Sertifikat'), ('programme', 'Susunan Acara'), ('table_card', 'Kartu Meja')], max_length=20)),
                ('number', models.CharField(max_length=160)),
                ('code', models.CharField(max_length=16, unique=True)),
                ('subject', models.CharField(max_length=160)),
                ('issued_on', models.DateField()),
                ('issuer', models.CharField(max_length=300)),
                ('party', models.CharField(blank=True, max_length=300)),
                ('total_rupiah', models.BigIntegerField(null=True)),
                ('content', models.JSONField()),
                ('issued_at', models.DateTimeField()),
                ('voided_at', models.DateTimeField(null=True)),
                ('void_reason', models.CharField(blank=True, max_length=300)),
                ('issued_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('voided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['subject'], name='paper_subject')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'number'), name='paper_number_once'), models.CheckConstraint(condition=models.Q(('code__gt', ''), ('issuer__gt', ''), ('number__gt', ''), ('sequence__gte', 1)), name='paper_whole'), models.CheckConstraint(condition=models.Q(models.Q(('void_reason', ''), ('voided_at', None), ('voided_by', None)), models.Q(('void_reason__gt', ''), ('voided_at__gte', models.F('issued_at'))), _connector='OR'), name='paper_void_whole')],
            },
        ),
        migrations.CreateModel(
            name='PaperFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', models.BinaryField()),
                ('sha256', models.CharField(db_index=True, max_length=64)),
                ('made_with', models.CharField(max_length=40)),
                ('paper', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='file', to='papers.paper')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='paperfile_hashed')],
            },
        ),
        migrations.CreateModel(
            name='Series',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('purchase_order', 'Surat Pesanan'), ('handover', 'Berita Acara Serah Terima'), ('receipt', 'Kuitansi'), ('invoice', 'Nota Penjualan'), ('tax_slip', 'Bukti Pemotongan Pajak'), ('certificate', 'Sertifikat'), ('programme', 'Susunan Acara'), ('table_card', 'Kartu Meja')], max_length=20)),
                ('code', models.CharField(max_length=64)),
                ('year', models.PositiveSmallIntegerField()),
                ('last_number', models.PositiveIntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'code', 'year'), name='series_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['purchase_order', 'handover', 'receipt', 'invoice', 'tax_slip', 'certificate', 'programme', 'table_card'])), name='series_kind_known')],
            },
        ),
        migrations.AddField(
            model_name='paper',
            name='series',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='papers.series'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='series',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='976a2d1753ca502244ca5cd869798b6daa4b57ec', operation='DELETE', pgid='pgtrigger_never_deleted_9c3a1', table='papers_series', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='series',
            trigger=pgtrigger.compiler.Trigger(name='counts_by_one', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW.last_number <> OLD.last_number + 1)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='f21e03db7b1567893eed3e6ffa3b745face527d4', operation='UPDATE', pgid='pgtrigger_counts_by_one_c8c3a', table='papers_series', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='series',
            trigger=pgtrigger.compiler.Trigger(name='stays_itself', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."year" IS DISTINCT FROM (NEW."year"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='808ae7f02478abd107f08c0be2d2b0347062a324', operation='UPDATE', pgid='pgtrigger_stays_itself_3bda8', table='papers_series', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paperfile',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7bd9b241f0ae62bb53393c14f9ebe3ee77b33034', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_77406', table='papers_paperfile', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='paper',
            constraint=models.UniqueConstraint(fields=('series', 'sequence'), name='paper_sequence_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paper',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='d3d02ba4df20bacf6e42daa682c742113d7a3496', operation='DELETE', pgid='pgtrigger_never_deleted_9de5b', table='papers_paper', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paper',
            trigger=pgtrigger.compiler.Trigger(name='stays_as_issued', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."content" IS DISTINCT FROM (NEW."content") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."issued_at" IS DISTINCT FROM (NEW."issued_at") OR OLD."issued_by_id" IS DISTINCT FROM (NEW."issued_by_id") OR OLD."issued_on" IS DISTINCT FROM (NEW."issued_on") OR OLD."issuer" IS DISTINCT FROM (NEW."issuer") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."party" IS DISTINCT FROM (NEW."party") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."sequence" IS DISTINCT FROM (NEW."sequence") OR OLD."series_id" IS DISTINCT FROM (NEW."series_id") OR OLD."subject" IS DISTINCT FROM (NEW."subject") OR OLD."total_rupiah" IS DISTINCT FROM (NEW."total_rupiah"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='c0bf9692947b757ebb68870b44cdf85a6e1d8519', operation='UPDATE', pgid='pgtrigger_stays_as_issued_18e23', table='papers_paper', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paper',
            trigger=pgtrigger.compiler.Trigger(name='stays_void', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."voided_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='87bd45dd9c15ff406bb1e50df152b3bf16c12979', operation='UPDATE', pgid='pgtrigger_stays_void_50206', table='papers_paper', when='BEFORE')),
        ),
    ]
