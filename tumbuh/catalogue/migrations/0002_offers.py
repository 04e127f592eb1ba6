import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('catalogue', '0001_initial'),
        ('registry', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='CapacityBooking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day_on', models.DateField()),
                ('quantity', models.PositiveIntegerField()),
                ('consumed', models.PositiveIntegerField(default=0)),
                ('released', models.PositiveIntegerField(default=0)),
                ('reference', models.CharField(max_length=160)),
                ('settled_by', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=170), blank=True, default=list, size=None)),
                ('booked_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('quantity__gt', 0), ('quantity__gte', django.db.models.expressions.CombinedExpression(models.F('consumed'), '+', models.F('released'))), ('reference__gt', '')), name='booking_within')],
            },
        ),
        migrations.CreateModel(
            name='CapacityDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day_on', models.DateField()),
                ('limit', models.PositiveIntegerField()),
                ('taken', models.PositiveIntegerField(default=0)),
                ('closed', models.BooleanField(default=False)),
                ('note', models.CharField(blank=True, max_length=120)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('taken__lte', models.F('limit'))), name='capacity_within_limit')],
            },
        ),
        migrations.CreateModel(
            name='CapacityPool',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('daily_limit', models.PositiveIntegerField()),
                ('lead_hours', models.PositiveSmallIntegerField(default=0)),
                ('cutoff_time', models.TimeField(null=True)),
                ('closed_weekdays', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), blank=True, default=list, size=None)),
                ('closed_on_holidays', models.BooleanField(default=False)),
                ('added_at', models.DateTimeField()),
                ('retired_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('name__gt', '')), name='pool_named')],
            },
        ),
        migrations.CreateModel(
            name='Category',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('line_kind', models.CharField(choices=[('goods', 'Barang'), ('catering', 'Jasa boga'), ('service', 'Jasa')], max_length=8)),
                ('kbli_codes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=5), blank=True, default=list, size=None)),
                ('search_words', models.TextField(blank=True)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('retired_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('name__gt', '')), name='category_named'), models.CheckConstraint(condition=models.Q(('code__regex', '^[a-z][a-z0-9_]*$')), name='category_code_shape'), models.CheckConstraint(condition=models.Q(('line_kind__in', ['goods', 'catering', 'service'])), name='category_line_kind_known')],
            },
        ),
        migrations.CreateModel(
            name='ChangeProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('before', models.JSONField()),
                ('after', models.JSONField()),
                ('state', models.CharField(choices=[('waiting', 'Menunggu'), ('applied', 'Diterima'), ('refused', 'Ditolak'), ('withdrawn', 'Dibatalkan')], default='waiting', max_length=9)),
                ('area_code', models.CharField(blank=True, max_length=13)),
                ('proposed_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('reasons', models.TextField(blank=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), ('reasons__gt', ''), _connector='OR'), name='proposal_no_has_reasons')],
            },
        ),
        migrations.CreateModel(
            name='CurationStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('level', models.CharField(choices=[('district', 'Kecamatan'), ('city', 'Kota'), ('province', 'Provinsi')], max_length=8)),
                ('round', models.PositiveSmallIntegerField(default=1)),
                ('state', models.CharField(choices=[('waiting', 'Menunggu'), ('passed', 'Lulus'), ('returned', 'Dikembalikan'), ('rejected', 'Ditolak'), ('appealed', 'Disanggah'), ('closed', 'Ditutup')], default='waiting', max_length=8)),
                ('area_code', models.CharField(blank=True, max_length=13)),
                ('scores', models.JSONField(blank=True, default=dict)),
                ('grade', models.CharField(blank=True, max_length=1)),
                ('reasons', models.TextField(blank=True)),
                ('opened_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('appeal', models.TextField(blank=True)),
                ('appealed_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['level', 'opened_at'], name='step_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(('level__in', ['district', 'city', 'province'])), name='step_level_known'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['returned', 'rejected', 'appealed']), _negated=True), ('reasons__gt', ''), _connector='OR'), name='step_no_has_reasons'), models.CheckConstraint(condition=models.Q(models.Q(('appeal__gt', ''), ('appealed_at__isnull', False), ('state', 'appealed')), models.Q(models.Q(('state', 'appealed'), _negated=True), ('appeal', ''), ('appealed_at', None)), _connector='OR'), name='step_appeal_whole'), models.CheckConstraint(condition=models.Q(('grade__in', ['', 'A', 'B', 'C'])), name='step_grade_known')],
            },
        ),
        migrations.CreateModel(
            name='MasterProduct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('unit', models.CharField(max_length=20)),
                ('pack', models.CharField(blank=True, max_length=40)),
                ('search_key', models.CharField(max_length=200)),
                ('added_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('name__gt', ''), ('search_key__gt', ''), ('unit__gt', '')), name='master_named')],
            },
        ),
        migrations.CreateModel(
            name='Offer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('sku', models.CharField(blank=True, max_length=60)),
                ('title', models.CharField(max_length=200)),
                ('description', models.TextField(blank=True)),
                ('maker_name', models.CharField(blank=True, max_length=200)),
                ('unit', models.CharField(max_length=20)),
                ('price_rupiah', models.PositiveBigIntegerField()),
                ('min_quantity', models.PositiveIntegerField(default=1)),
                ('max_quantity', models.PositiveIntegerField(null=True)),
                ('lead_hours', models.PositiveSmallIntegerField(default=0)),
                ('made_to_order', models.BooleanField(default=False)),
                ('on_hand', models.IntegerField(default=0)),
                ('reserved', models.IntegerField(default=0)),
                ('state', models.CharField(choices=[('draft', 'Rancangan'), ('submitted', 'Dalam kurasi'), ('listed', 'Tayang'), ('paused', 'Dijeda'), ('rejected', 'Ditolak'), ('retired', 'Ditarik')], default='draft', max_length=10)),
                ('pause_reason', models.CharField(blank=True, choices=[('seller', 'Dijeda penjual'), ('expired', 'Izin atau sertifikat habis'), ('officer', 'Dijeda kurator')], max_length=10)),
                ('grade', models.CharField(blank=True, choices=[('A', 'A'), ('B', 'B'), ('C', 'C')], max_length=1)),
                ('quality_permyriad', models.PositiveSmallIntegerField(default=0)),
                ('rotation_key', models.PositiveIntegerField(default=0)),
                ('added_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('listed_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('title__gt', ''), ('unit__gt', '')), name='offer_named'), models.CheckConstraint(condition=models.Q(('price_rupiah__gt', 0)), name='offer_price_positive'), models.CheckConstraint(condition=models.Q(('min_quantity__gte', 1), models.Q(('max_quantity', None), ('max_quantity__gte', models.F('min_quantity')), _connector='OR')), name='offer_quantities_in_order'), models.CheckConstraint(condition=models.Q(('on_hand__gte', models.F('reserved')), ('reserved__gte', 0)), name='offer_stock_covers_promises'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'submitted', 'listed', 'paused', 'rejected', 'retired'])), name='offer_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('pause_reason__in', ['seller', 'expired', 'officer']), ('state', 'paused')), models.Q(models.Q(('state', 'paused'), _negated=True), ('pause_reason', '')), _connector='OR'), name='offer_pause_whole'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['listed', 'paused']), _negated=True), ('listed_at__isnull', False), _connector='OR'), name='offer_listed_since'), models.CheckConstraint(condition=models.Q(('grade__in', ['', 'A', 'B', 'C'])), name='offer_grade_known'), models.CheckConstraint(condition=models.Q(('quality_permyriad__lte', 10000)), name='offer_quality_share')],
            },
        ),
        migrations.CreateModel(
            name='OfferPhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('file', models.CharField(max_length=200)),
                ('sha256', models.CharField(max_length=64)),
                ('width', models.PositiveSmallIntegerField()),
                ('height', models.PositiveSmallIntegerField()),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('added_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('file__gt', '')), name='photo_has_file'), models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='photo_sha256_shape')],
            },
        ),
        migrations.CreateModel(
            name='OfferPrice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('price_rupiah', models.PositiveBigIntegerField()),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
                ('set_at', models.DateTimeField()),
                ('voided_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('price_rupiah__gt', 0)), name='offer_price_above_zero'), models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='offer_price_days_in_order')],
            },
        ),
        migrations.CreateModel(
            name='SellerProfile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seller_type', models.CharField(choices=[('maker', 'Pembuat'), ('reseller', 'Penjual kembali'), ('farmer_group', 'Kelompok tani'), ('cooperative', 'Koperasi')], default='maker', max_length=12)),
                ('maker_name', models.CharField(blank=True, max_length=200)),
                ('phone', models.CharField(blank=True, max_length=20)),
                ('delivers_to', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=13), blank=True, default=list, size=None)),
                ('delivery_fee_rupiah', models.PositiveIntegerField(default=0)),
                ('packing_fee_rupiah', models.PositiveIntegerField(default=0)),
                ('collects_vat', models.BooleanField(default=False)),
                ('banned_until_on', models.DateField(null=True)),
                ('ban_reason', models.CharField(blank=True, max_length=300)),
                ('consented_at', models.DateTimeField(null=True)),
                ('added_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('seller_type__in', ['maker', 'reseller', 'farmer_group', 'cooperative'])), name='seller_type_known'), models.CheckConstraint(condition=models.Q(models.Q(('seller_type', 'reseller'), _negated=True), ('maker_name__gt', ''), _connector='OR'), name='seller_names_maker'), models.CheckConstraint(condition=models.Q(('phone', ''), ('phone__regex', '^\\+\\d{8,15}$'), _connector='OR'), name='seller_phone_shape'), models.CheckConstraint(condition=models.Q(models.Q(('ban_reason', ''), ('banned_until_on', None)), models.Q(('ban_reason__gt', ''), ('banned_until_on__isnull', False)), _connector='OR'), name='seller_ban_whole')],
            },
        ),
        migrations.CreateModel(
            name='StockMovement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('receive', 'Masuk'), ('adjust', 'Penyesuaian'), ('reserve', 'Dijanjikan'), ('consume', 'Keluar'), ('release', 'Dilepas')], max_length=8)),
                ('quantity', models.IntegerField()),
                ('reference', models.CharField(blank=True, max_length=160)),
                ('key', models.CharField(blank=True, max_length=160)),
                ('reason', models.CharField(blank=True, max_length=200)),
                ('moved_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'adjust'), models.Q(('quantity', 0), _negated=True)), models.Q(('kind__in', ['receive', 'reserve', 'consume', 'release']), ('quantity__gt', 0)), _connector='OR'), name='movement_kind_known'), models.CheckConstraint(condition=models.Q(('kind__in', ['receive', 'adjust']), ('reference__gt', ''), _connector='OR'), name='movement_promise_has_reference')],
            },
        ),
        migrations.AddField(
            model_name='originevidence',
            name='company_benefit_permyriad',
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='originevidence',
            name='holder',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddConstraint(
            model_name='originevidence',
            constraint=models.CheckConstraint(condition=models.Q(('company_benefit_permyriad', None), models.Q(('company_benefit_permyriad__lte', 1500), ('kind', 'tkdn')), _connector='OR'), name='evidence_benefit_of_tkdn'),
        ),
        migrations.AddField(
            model_name='capacitypool',
            name='business',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pools', to='registry.business'),
        ),
        migrations.AddField(
            model_name='capacityday',
            name='pool',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='days', to='catalogue.capacitypool'),
        ),
        migrations.AddField(
            model_name='capacitybooking',
            name='pool',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='catalogue.capacitypool'),
        ),
        migrations.AddField(
            model_name='category',
            name='parent',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='catalogue.category'),
        ),
        migrations.AddField(
            model_name='changeproposal',
            name='decided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='changeproposal',
            name='proposed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='curationstep',
            name='appeal_of',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='appeals', to='catalogue.curationstep'),
        ),
        migrations.AddField(
            model_name='curationstep',
            name='decided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='masterproduct',
            name='added_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='masterproduct',
            name='category',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='masters', to='catalogue.category'),
        ),
        migrations.AddField(
            model_name='product',
            name='master',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='products', to='catalogue.masterproduct'),
        ),
        migrations.AddField(
            model_name='offer',
            name='added_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='offer',
            name='category',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='catalogue.category'),
        ),
        migrations.AddField(
            model_name='offer',
            name='pool',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='catalogue.capacitypool'),
        ),
        migrations.AddField(
            model_name='offer',
            name='product',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='catalogue.product'),
        ),
        migrations.AddField(
            model_name='offer',
            name='seller',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='registry.business'),
        ),
        migrations.AddField(
            model_name='curationstep',
            name='offer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='curation', to='catalogue.offer'),
        ),
        migrations.AddField(
            model_name='changeproposal',
            name='offer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='catalogue.offer'),
        ),
        migrations.AddField(
            model_name='capacitybooking',
            name='offer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='catalogue.offer'),
        ),
        migrations.AddField(
            model_name='offerphoto',
            name='offer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='photos', to='catalogue.offer'),
        ),
        migrations.AddField(
            model_name='offerprice',
            name='offer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='prices', to='catalogue.offer'),
        ),
        migrations.AddField(
            model_name='offerprice',
            name='set_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='sellerprofile',
            name='business',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='seller_profile', to='registry.business'),
        ),
        migrations.AddField(
            model_name='stockmovement',
            name='moved_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='stockmovement',
            name='offer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='movements', to='catalogue.offer'),
        ),
        migrations.AddConstraint(
            model_name='capacitypool',
            constraint=models.UniqueConstraint(condition=models.Q(('retired_at', None)), fields=('business', 'name'), name='pool_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='capacitypool',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='afcb862d70806d0bb9f73c04f8744d4d136b67bd', operation='DELETE', pgid='pgtrigger_never_deleted_46afb', table='catalogue_capacitypool', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='capacityday',
            constraint=models.UniqueConstraint(fields=('pool', 'day_on'), name='capacity_day_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='capacityday',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='51d58b546ff31a4d7d4d17a632213d1a974adbbc', operation='DELETE', pgid='pgtrigger_never_deleted_ac41c', table='catalogue_capacityday', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='category',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='2d57f6c6491f9327ce1654e7ff875ae23036c97a', operation='DELETE', pgid='pgtrigger_never_deleted_b5050', table='catalogue_category', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='masterproduct',
            constraint=models.UniqueConstraint(fields=('category', 'search_key', 'unit', 'pack'), name='master_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='masterproduct',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='1865e552a0fccd857e15c1c3933e1993d87038ed', operation='DELETE', pgid='pgtrigger_never_deleted_152e8', table='catalogue_masterproduct', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='offer',
            index=models.Index(condition=models.Q(('state', 'listed')), fields=['category', 'id'], name='offer_listed_category'),
        ),
        migrations.AddIndex(
            model_name='offer',
            index=models.Index(fields=['seller', 'state'], name='offer_of_seller'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('made_to_order', False), ('pool', None)), models.Q(('made_to_order', True), ('on_hand', 0), ('pool__isnull', False), ('reserved', 0)), _connector='OR'), name='offer_made_by_a_pool'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.UniqueConstraint(condition=models.Q(('sku__gt', ''), models.Q(('state', 'retired'), _negated=True)), fields=('seller', 'sku'), name='offer_sku_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='offer',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='6e1fe1c901011a524bed4443e071180fa9fc0ae0', operation='DELETE', pgid='pgtrigger_never_deleted_500f0', table='catalogue_offer', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='curationstep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('state', 'waiting')), models.Q(('decided_at__isnull', False), ('decided_by', None), ('state', 'closed')), models.Q(('decided_at__isnull', False), ('state__in', ['passed', 'returned', 'rejected', 'appealed'])), _connector='OR'), name='step_decision_whole'),
        ),
        migrations.AddConstraint(
            model_name='curationstep',
            constraint=models.UniqueConstraint(fields=('offer', 'round', 'level'), name='step_once_a_round'),
        ),
        migrations.AddConstraint(
            model_name='curationstep',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('offer',), name='step_one_waiting'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='curationstep',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='0c3974ef1478f4def37d9a7be753c32c36d0bbfa', operation='DELETE', pgid='pgtrigger_never_deleted_8e3c9', table='catalogue_curationstep', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='changeproposal',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('offer',), name='proposal_one_waiting'),
        ),
        migrations.AddConstraint(
            model_name='changeproposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('state', 'waiting')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('state__in', ['applied', 'refused', 'withdrawn'])), _connector='OR'), name='proposal_decision_whole'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='changeproposal',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='530677a782f7f3e5dd4801a1a03e46d8a670130e', operation='DELETE', pgid='pgtrigger_never_deleted_6449e', table='catalogue_changeproposal', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='capacitybooking',
            index=models.Index(fields=['pool', 'day_on'], name='booking_of_day'),
        ),
        migrations.AddConstraint(
            model_name='capacitybooking',
            constraint=models.UniqueConstraint(fields=('reference', 'offer'), name='booking_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='capacitybooking',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='e3a6d16010a7147781d2bbc2c3c721182174bd0d', operation='DELETE', pgid='pgtrigger_never_deleted_6f9d9', table='catalogue_capacitybooking', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='offerphoto',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('offer', 'sha256'), name='photo_once_per_offer'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='offerphoto',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='63ea0354f0fab8dcc2c86861863146954970eb46', operation='DELETE', pgid='pgtrigger_never_deleted_06e0c', table='catalogue_offerphoto', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='offerprice',
            constraint=models.UniqueConstraint(condition=models.Q(('valid_to', None), ('voided_at', None)), fields=('offer',), name='offer_price_open_once'),
        ),
        migrations.AddConstraint(
            model_name='offerprice',
            constraint=models.UniqueConstraint(condition=models.Q(('voided_at', None)), fields=('offer', 'valid_from'), name='offer_price_once_a_day'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='offerprice',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='14907bcdcd94346e7ee5d070684b4f12f59049fe', operation='DELETE', pgid='pgtrigger_never_deleted_f8a18', table='catalogue_offerprice', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='offerprice',
            trigger=pgtrigger.compiler.Trigger(name='stays_as_set', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."offer_id" IS DISTINCT FROM (NEW."offer_id") OR OLD."price_rupiah" IS DISTINCT FROM (NEW."price_rupiah") OR OLD."set_at" IS DISTINCT FROM (NEW."set_at") OR OLD."set_by_id" IS DISTINCT FROM (NEW."set_by_id") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='f71d7c5a6b33431513024d931a977739813cb70d', operation='UPDATE', pgid='pgtrigger_stays_as_set_d48fa', table='catalogue_offerprice', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sellerprofile',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='a8064874b35f43671d5e5e3e6e62c91606d538d1', operation='DELETE', pgid='pgtrigger_never_deleted_7cb33', table='catalogue_sellerprofile', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='stockmovement',
            index=models.Index(condition=models.Q(('reference__gt', '')), fields=['reference', 'offer'], name='movement_of'),
        ),
        migrations.AddConstraint(
            model_name='stockmovement',
            constraint=models.UniqueConstraint(condition=models.Q(('key__gt', '')), fields=('offer', 'kind', 'key'), name='movement_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stockmovement',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete or update rows from % table', TG_TABLE_NAME;", hash='c81dd022c40e49cdb0c208fac842768da8904936', operation='DELETE OR UPDATE', pgid='pgtrigger_append_only_77e58', table='catalogue_stockmovement', when='BEFORE')),
        ),
    ]
