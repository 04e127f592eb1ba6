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
        ('registry', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Product',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('maker', 'Dibuat sendiri'), ('reseller', 'Dijual kembali')], default='maker', max_length=10)),
                ('added_at', models.DateTimeField()),
                ('retired_at', models.DateTimeField(null=True)),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('business', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='products', to='registry.business')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('name__gt', '')), name='product_named'), models.CheckConstraint(condition=models.Q(('kind__in', ['maker', 'reseller'])), name='product_kind_known'), models.UniqueConstraint(condition=models.Q(('retired_at', None)), fields=('business', 'name'), name='product_once_per_business')],
            },
        ),
        migrations.CreateModel(
            name='OriginEvidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('tkdn', 'Sertifikat TKDN'), ('bpom', 'Izin BPOM'), ('pirt', 'P-IRT'), ('maker_nib', 'NIB produsen'), ('visit', 'Kunjungan petugas'), ('declared', 'Pernyataan pemilik')], max_length=10)),
                ('level', models.SmallIntegerField()),
                ('reference', models.CharField(blank=True, max_length=120)),
                ('share_permyriad', models.PositiveSmallIntegerField(null=True)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
                ('added_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('verified_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='catalogue.product')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('level__in', [-1, 1, 2, 3, 4, 5])), name='evidence_level_known'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'tkdn'), ('level', 5)), models.Q(('kind', 'bpom'), ('level__in', [4, -1])), models.Q(('kind', 'pirt'), ('level', 4)), models.Q(('kind', 'maker_nib'), ('level', 3)), models.Q(('kind', 'visit'), ('level', 2)), models.Q(('kind', 'declared'), ('level', 1)), _connector='OR'), name='evidence_kind_fits_level'), models.CheckConstraint(condition=models.Q(('kind__in', ['visit', 'declared']), ('reference__gt', ''), _connector='OR'), name='evidence_reference_present'), models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='evidence_days_in_order'), models.CheckConstraint(condition=models.Q(('share_permyriad', None), models.Q(('kind', 'tkdn'), ('share_permyriad__lte', 10000)), _connector='OR'), name='evidence_share_of_tkdn'), models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('product', 'kind', 'reference', 'valid_from'), name='evidence_once')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='product',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='9d0252825f8ca1337cacc6ee4537c690ff0d2fae', operation='DELETE', pgid='pgtrigger_never_deleted_26c73', table='catalogue_product', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='originevidence',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='8e3a9f896ed956558b8cea9cfc517992087f85dd', operation='DELETE', pgid='pgtrigger_never_deleted_8ca2d', table='catalogue_originevidence', when='BEFORE')),
        ),
    ]
