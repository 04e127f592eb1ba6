import django.contrib.postgres.fields
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
        ('catalogue', '0005_product_uploads'),
        ('registry', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Deal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(choices=[('interested', 'Minat'), ('quoted', 'Penawaran'), ('ordered', 'Dipesan'), ('paid', 'Dibayar'), ('lost', 'Tidak berlanjut')], max_length=10)),
                ('interest_rupiah', models.PositiveBigIntegerField()),
                ('quoted_rupiah', models.PositiveBigIntegerField(null=True)),
                ('interested_at', models.DateTimeField()),
                ('quoted_at', models.DateTimeField(null=True)),
                ('ordered_at', models.DateTimeField(null=True)),
                ('paid_at', models.DateTimeField(null=True)),
                ('lost_at', models.DateTimeField(null=True)),
                ('lost_code', models.CharField(blank=True, choices=[('price', 'Harga tidak sepakat'), ('quality', 'Mutu tidak sesuai'), ('no_budget', 'Anggaran tidak jadi'), ('other_seller', 'Pindah ke penjual lain'), ('no_answer', 'Tidak ada jawaban'), ('order_cancelled', 'Pesanan dibatalkan')], max_length=16)),
                ('next_step', models.CharField(choices=[('quotation', 'Kirim penawaran'), ('sample', 'Kirim contoh'), ('visit', 'Kunjungan'), ('order', 'Langsung pesan'), ('meet_again', 'Bertemu lagi'), ('none', 'Tidak ada')], max_length=12)),
                ('next_on', models.DateField(null=True)),
                ('reminded_on', models.DateField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'next_on'], name='deal_by_state')],
                'constraints': [models.CheckConstraint(condition=models.Q(('interest_rupiah__gt', 0)), name='deal_interest_is_some'), models.CheckConstraint(condition=models.Q(models.Q(('quoted_at', None), ('quoted_rupiah', None)), models.Q(('quoted_at__isnull', False), ('quoted_rupiah__gt', 0)), _connector='OR'), name='deal_quote_whole'), models.CheckConstraint(condition=models.Q(models.Q(('lost_at', None), ('ordered_at', None), ('paid_at', None), ('quoted_at', None), ('state', 'interested')), models.Q(('lost_at', None), ('ordered_at', None), ('paid_at', None), ('quoted_at__isnull', False), ('state', 'quoted')), models.Q(('lost_at', None), ('ordered_at__isnull', False), ('paid_at', None), ('state', 'ordered')), models.Q(('lost_at', None), ('ordered_at__isnull', False), ('paid_at__isnull', False), ('state', 'paid')), models.Q(('lost_at__isnull', False), ('lost_code__gt', ''), ('paid_at', None), ('state', 'lost')), _connector='OR'), name='deal_state_whole')],
            },
        ),
        migrations.CreateModel(
            name='Buyer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('unit', 'Unit kota'), ('city_company', 'BUMD'), ('corporate', 'Perusahaan')], max_length=12)),
                ('name', models.CharField(max_length=200)),
                ('unit_ref', models.CharField(blank=True, max_length=64)),
                ('area_code', models.CharField(blank=True, max_length=13)),
                ('added_at', models.DateTimeField()),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('representative', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('name__gt', '')), name='buyer_named'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'unit'), ('representative', None), ('unit_ref__gt', '')), models.Q(('kind__in', ['city_company', 'corporate']), ('representative__isnull', False), ('unit_ref', '')), _connector='OR'), name='buyer_kind_whole'), models.UniqueConstraint(condition=models.Q(('unit_ref__gt', '')), fields=('unit_ref',), name='buyer_unit_once')],
            },
        ),
        migrations.CreateModel(
            name='DealOrder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(choices=[('eorder', 'e-Order'), ('purchase', 'E-katalog atau pembelian lain')], max_length=8)),
                ('order_key', models.CharField(max_length=300)),
                ('ordered_rupiah', models.PositiveBigIntegerField()),
                ('ordered_on', models.DateField(null=True)),
                ('added_at', models.DateTimeField()),
                ('paid_rupiah', models.PositiveBigIntegerField(null=True)),
                ('paid_on', models.DateField(null=True)),
                ('cancelled_at', models.DateTimeField(null=True)),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='matching.deal')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('source', 'order_key'), name='dealorder_once'), models.CheckConstraint(condition=models.Q(models.Q(('paid_on', None), ('paid_rupiah', None)), models.Q(('cancelled_at', None), ('paid_on__isnull', False), ('paid_rupiah__gt', 0)), _connector='OR'), name='dealorder_paid_whole')],
            },
        ),
        migrations.CreateModel(
            name='Demand',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('source', models.CharField(choices=[('plan', 'Dari rencana pengadaan'), ('typed', 'Ditulis sendiri')], max_length=5)),
                ('plan_code', models.CharField(blank=True, max_length=64)),
                ('title', models.CharField(max_length=200)),
                ('quantity', models.PositiveIntegerField()),
                ('unit', models.CharField(max_length=20)),
                ('unit_budget_rupiah', models.PositiveBigIntegerField(null=True)),
                ('total_budget_rupiah', models.PositiveBigIntegerField(null=True)),
                ('needed_on', models.DateField()),
                ('area_code', models.CharField(blank=True, max_length=13)),
                ('certificates', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), blank=True, default=list, size=None)),
                ('size_classes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=6), blank=True, default=list, size=None)),
                ('drafted_from', models.JSONField(default=dict)),
                ('state', models.CharField(choices=[('draft', 'Rancangan'), ('shared', 'Tampil di direktori'), ('withdrawn', 'Ditarik')], default='draft', max_length=9)),
                ('drafted_at', models.DateTimeField()),
                ('consented_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('buyer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='demands', to='matching.buyer')),
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.category')),
                ('consented_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('drafted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'needed_on'], name='demand_shared_by_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('consented_at', None), ('consented_by', None), ('state', 'draft'), ('withdrawn_at', None)), models.Q(('consented_at__isnull', False), ('consented_by__isnull', False), ('state', 'shared'), ('withdrawn_at', None)), models.Q(('state', 'withdrawn'), ('withdrawn_at__isnull', False)), _connector='OR'), name='demand_consent_whole'), models.CheckConstraint(condition=models.Q(('quantity__gt', 0), ('title__gt', ''), ('unit__gt', '')), name='demand_says_what'), models.CheckConstraint(condition=models.Q(models.Q(('plan_code__gt', ''), ('source', 'plan')), models.Q(('plan_code', ''), ('source', 'typed')), _connector='OR'), name='demand_source_whole'), models.UniqueConstraint(condition=models.Q(('plan_code__gt', '')), fields=('plan_code',), name='demand_plan_once')],
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('number', models.PositiveIntegerField(unique=True)),
                ('place', models.CharField(max_length=200)),
                ('area_code', models.CharField(blank=True, max_length=13)),
                ('mode', models.CharField(choices=[('participants', 'Peserta memilih'), ('organiser', 'Penyelenggara mengatur'), ('hybrid', 'Peserta memilih, penyelenggara melengkapi')], max_length=12)),
                ('state', models.CharField(choices=[('draft', 'Rancangan'), ('open', 'Pendaftaran dibuka'), ('arranged', 'Jadwal terbit'), ('running', 'Berlangsung'), ('finished', 'Selesai'), ('cancelled', 'Dibatalkan')], default='draft', max_length=9)),
                ('slot_minutes', models.PositiveSmallIntegerField()),
                ('tables', models.PositiveSmallIntegerField()),
                ('most_in_a_row', models.PositiveSmallIntegerField(default=0)),
                ('floor', models.PositiveSmallIntegerField(default=0)),
                ('cap_permyriad', models.PositiveSmallIntegerField(null=True)),
                ('rest_days', models.PositiveSmallIntegerField(default=0)),
                ('created_at', models.DateTimeField()),
                ('opened_at', models.DateTimeField(null=True)),
                ('arranged_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('end_reason', models.CharField(blank=True, max_length=300)),
                ('organised_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('name__gt', ''), ('number__gte', 1), ('place__gt', '')), name='event_named'), models.CheckConstraint(condition=models.Q(('mode__in', ['participants', 'organiser', 'hybrid'])), name='event_mode_known'), models.CheckConstraint(condition=models.Q(('slot_minutes__in', [15, 20, 30]), ('tables__gte', 1)), name='event_slots_known'), models.CheckConstraint(condition=models.Q(('cap_permyriad', None), ('cap_permyriad__range', (1, 10000)), _connector='OR'), name='event_cap_a_part'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('state__in', ['finished', 'cancelled'])), models.Q(('end_reason', ''), ('ended_at', None), ('state__in', ['draft', 'open', 'arranged', 'running'])), _connector='OR'), name='event_end_whole')],
            },
        ),
        migrations.CreateModel(
            name='EventSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='matching.event')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='eventsession_in_order'), models.UniqueConstraint(fields=('event', 'starts_at'), name='eventsession_once')],
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('origin', models.CharField(choices=[('request', 'Permintaan peserta'), ('assigned', 'Dipilih penyelenggara')], max_length=8)),
                ('asked_by_side', models.CharField(choices=[('buyer', 'Pembeli'), ('seller', 'Penjual'), ('organiser', 'Penyelenggara')], max_length=9)),
                ('state', models.CharField(choices=[('requested', 'Menunggu jawaban'), ('declined', 'Ditolak'), ('waiting', 'Daftar tunggu'), ('scheduled', 'Terjadwal'), ('held', 'Terlaksana'), ('missed', 'Tidak hadir'), ('cancelled', 'Dibatalkan')], max_length=9)),
                ('worth', models.PositiveIntegerField(default=1)),
                ('table', models.PositiveSmallIntegerField(null=True)),
                ('message', models.CharField(blank=True, max_length=300)),
                ('asked_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('reason_code', models.CharField(blank=True, max_length=16)),
                ('reason_words', models.CharField(blank=True, max_length=300)),
                ('ended_at', models.DateTimeField(null=True)),
                ('reminded_at', models.DateTimeField(null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('demand', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='matching.demand')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='matching.event')),
            ],
            options={
                'indexes': [models.Index(fields=['event', 'state'], name='meeting_of_event')],
                'constraints': [models.CheckConstraint(condition=models.Q(('worth__gte', 1)), name='meeting_worth_something'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('reason_code__gt', ''), ('state__in', ['declined', 'cancelled'])), models.Q(models.Q(('state__in', ['declined', 'cancelled']), _negated=True), ('ended_at', None), ('reason_code', '')), _connector='OR'), name='meeting_end_whole')],
            },
        ),
        migrations.AddField(
            model_name='deal',
            name='meeting',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='deal', to='matching.meeting'),
        ),
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('interest_rupiah', models.PositiveBigIntegerField()),
                ('next_step', models.CharField(choices=[('quotation', 'Kirim penawaran'), ('sample', 'Kirim contoh'), ('visit', 'Kunjungan'), ('order', 'Langsung pesan'), ('meet_again', 'Bertemu lagi'), ('none', 'Tidak ada')], max_length=12)),
                ('next_on', models.DateField(null=True)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('told_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(null=True)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='matching.meeting')),
                ('told_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at', None)), fields=('meeting',), name='meeting_outcome_current_once'), models.CheckConstraint(condition=models.Q(models.Q(('next_on', None), ('next_step', 'none')), models.Q(models.Q(('next_step', 'none'), _negated=True), ('next_on__isnull', False)), _connector='OR'), name='meeting_outcome_step_dated')],
            },
        ),
        migrations.CreateModel(
            name='Participant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(choices=[('invited', 'Diundang'), ('coming', 'Akan hadir'), ('declined', 'Tidak ikut'), ('withdrawn', 'Mundur')], default='invited', max_length=9)),
                ('name', models.CharField(max_length=200)),
                ('most_meetings', models.PositiveSmallIntegerField()),
                ('most_per_session', models.PositiveSmallIntegerField(null=True)),
                ('booth', models.PositiveSmallIntegerField(null=True)),
                ('away', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), blank=True, default=list, size=None)),
                ('code', models.CharField(max_length=16, unique=True)),
                ('invited_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('arrived_at', models.DateTimeField(null=True)),
                ('reminded_at', models.DateTimeField(null=True)),
                ('business', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='registry.business')),
                ('buyer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='matching.buyer')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participants', to='matching.event')),
                ('invited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('business__isnull', False), ('buyer', None)), models.Q(('business', None), ('buyer__isnull', False)), _connector='OR'), name='participant_one_side'), models.CheckConstraint(condition=models.Q(('most_meetings__gte', 1)), name='participant_meets_somebody'), models.UniqueConstraint(fields=('event', 'buyer'), name='participant_buyer_once'), models.UniqueConstraint(fields=('event', 'business'), name='participant_business_once'), models.UniqueConstraint(fields=('event', 'booth'), name='participant_booth_once')],
            },
        ),
        migrations.AddField(
            model_name='meeting',
            name='buyer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings_bought', to='matching.participant'),
        ),
        migrations.AddField(
            model_name='meeting',
            name='seller',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings_sold', to='matching.participant'),
        ),
        migrations.CreateModel(
            name='HallEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(unique=True)),
                ('kind', models.CharField(choices=[('arrived', 'Hadir'), ('held', 'Terlaksana'), ('missed', 'Tidak hadir')], max_length=7)),
                ('happened_at', models.DateTimeField()),
                ('noted_at', models.DateTimeField()),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='matching.event')),
                ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('meeting', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='matching.meeting')),
                ('participant', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='matching.participant')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'arrived'), ('meeting', None), ('participant__isnull', False)), models.Q(('kind__in', ['held', 'missed']), ('meeting__isnull', False), ('participant', None)), _connector='OR'), name='hallentry_whole')],
            },
        ),
        migrations.CreateModel(
            name='Slot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('is_break', models.BooleanField(default=False)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='slots', to='matching.event')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='slots', to='matching.eventsession')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('event', 'number'), name='slot_number_once'), models.UniqueConstraint(fields=('event', 'starts_at'), name='slot_start_once'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='slot_in_order')],
            },
        ),
        migrations.AddField(
            model_name='meeting',
            name='slot',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='matching.slot'),
        ),
        migrations.CreateModel(
            name='SuggestionRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('seed', models.BigIntegerField()),
                ('input_hash', models.CharField(max_length=64)),
                ('judged_on', models.DateField()),
                ('demands', models.PositiveIntegerField()),
                ('sellers', models.PositiveIntegerField()),
                ('pairs', models.PositiveIntegerField()),
                ('excluded', models.PositiveIntegerField()),
                ('objective', models.BigIntegerField()),
                ('bound', models.BigIntegerField()),
                ('plain_objective', models.BigIntegerField()),
                ('fairness', models.JSONField(default=dict)),
                ('ran_at', models.DateTimeField()),
                ('event', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='matching.event')),
                ('ran_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('bound__gte', models.F('objective')), ('objective__gte', 0), ('plain_objective__gte', models.F('objective'))), name='suggestionrun_within_bound')],
            },
        ),
        migrations.CreateModel(
            name='SupplyProfile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('description', models.CharField(blank=True, max_length=300)),
                ('categories', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
                ('capacity', models.PositiveIntegerField()),
                ('unit', models.CharField(max_length=20)),
                ('unit_price_rupiah', models.PositiveBigIntegerField()),
                ('serves', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=13), blank=True, default=list, size=None)),
                ('lead_days', models.PositiveSmallIntegerField(default=1)),
                ('drafted_from', models.JSONField(default=dict)),
                ('state', models.CharField(choices=[('draft', 'Rancangan'), ('shared', 'Tampil di direktori'), ('withdrawn', 'Ditarik')], default='draft', max_length=9)),
                ('drafted_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('consented_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('business', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='supply_profile', to='registry.business')),
                ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('consented_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('consented_at', None), ('consented_by', None), ('state', 'draft'), ('withdrawn_at', None)), models.Q(('consented_at__isnull', False), ('consented_by__isnull', False), ('state', 'shared'), ('withdrawn_at', None)), models.Q(('state', 'withdrawn'), ('withdrawn_at__isnull', False)), _connector='OR'), name='supplyprofile_consent_whole'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'shared'), _negated=True), models.Q(('capacity__gt', 0), ('categories__len__gt', 0), ('unit_price_rupiah__gt', 0)), _connector='OR'), name='supplyprofile_shows_something')],
            },
        ),
        migrations.CreateModel(
            name='Suggestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('score', models.PositiveIntegerField()),
                ('rank', models.PositiveIntegerField(null=True)),
                ('parts', models.JSONField(default=list)),
                ('exclusions', models.JSONField(default=list)),
                ('chosen', models.BooleanField(default=False)),
                ('rested', models.BooleanField(default=True)),
                ('demand', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suggestions', to='matching.demand')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suggestions', to='matching.suggestionrun')),
                ('supply', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suggestions', to='matching.supplyprofile')),
            ],
            options={
                'indexes': [models.Index(fields=['supply', 'run'], name='suggestion_of_supply')],
                'constraints': [models.UniqueConstraint(fields=('run', 'demand', 'supply'), name='suggestion_pair_once'), models.CheckConstraint(condition=models.Q(models.Q(('chosen', False), ('rank', None), models.Q(('exclusions', []), _negated=True)), models.Q(('exclusions', []), ('rank__gte', 1)), _connector='OR'), name='suggestion_ranked_or_excluded')],
            },
        ),
        migrations.CreateModel(
            name='TimetableRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('worth', models.BigIntegerField()),
                ('bound', models.BigIntegerField()),
                ('placed', models.PositiveIntegerField()),
                ('waiting', models.PositiveIntegerField()),
                ('milliseconds', models.PositiveIntegerField(null=True)),
                ('made_at', models.DateTimeField()),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='timetables', to='matching.event')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('bound__gte', models.F('worth')), ('worth__gte', 0)), name='timetablerun_within_bound')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='buyer',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='4b3c092a63a4691cbff59fa203c6ebb86af2bb73', operation='DELETE', pgid='pgtrigger_never_deleted_69bdd', table='matching_buyer', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dealorder',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='e72dd9f6ba1b9230877a285ab016a0e6eeca1b80', operation='DELETE', pgid='pgtrigger_never_deleted_86d75', table='matching_dealorder', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='demand',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='0598449b63b68e1434fa04b25def5409db6fead2', operation='DELETE', pgid='pgtrigger_never_deleted_e573a', table='matching_demand', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='event',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='f2078fbcbdf3f5a2f3c126f600cc819836179a6a', operation='DELETE', pgid='pgtrigger_never_deleted_367a2', table='matching_event', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='eventsession',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='5af4be4f102ccdcd506bf18cb7fe4297641426c1', operation='DELETE', pgid='pgtrigger_never_deleted_9c06f', table='matching_eventsession', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deal',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='67201968b0a13d44f2e9a642a12574595767528e', operation='DELETE', pgid='pgtrigger_never_deleted_147b0', table='matching_deal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outcome',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='c6b7162474251c35dbd08078c341b7fd4b9d4a95', operation='DELETE', pgid='pgtrigger_never_deleted_2d9f4', table='matching_outcome', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='participant',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='a7af7f7afe72d0c20c8bb7a600d8ae27e23afb31', operation='DELETE', pgid='pgtrigger_never_deleted_7f24f', table='matching_participant', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hallentry',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='dd161a5b599da21414dc8f70e42767ae47727b9c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2f26a', table='matching_hallentry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='slot',
            trigger=pgtrigger.compiler.Trigger(name='stays_as_told', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='cae93d4aa584aaf909193ba304caa7634d84ae25', operation='UPDATE OR DELETE', pgid='pgtrigger_stays_as_told_e0c11', table='matching_slot', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(('buyer', models.F('seller')), _negated=True), name='meeting_of_two'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('slot__isnull', False), ('state__in', ['scheduled', 'held', 'missed']), ('table__gte', 1)), models.Q(models.Q(('state__in', ['scheduled', 'held', 'missed']), _negated=True), ('slot', None), ('table', None)), _connector='OR'), name='meeting_seated_whole'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['requested', 'waiting', 'scheduled', 'held', 'missed'])), fields=('buyer', 'seller'), name='meeting_pair_once'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['scheduled', 'held', 'missed'])), fields=('buyer', 'slot'), name='meeting_buyer_in_one_place'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['scheduled', 'held', 'missed'])), fields=('seller', 'slot'), name='meeting_seller_in_one_place'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['scheduled', 'held', 'missed'])), fields=('slot', 'table'), name='meeting_table_for_one'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meeting',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='8022fe1fe1cd0112cdbc71da1f1171194763cd06', operation='DELETE', pgid='pgtrigger_never_deleted_41c76', table='matching_meeting', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meeting',
            trigger=pgtrigger.compiler.Trigger(name='of_one_event', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF EXISTS (SELECT 1 FROM matching_participant p WHERE p.id IN (NEW.buyer_id, NEW.seller_id) AND (p.event_id <> NEW.event_id OR (p.buyer_id IS NULL) = (p.id = NEW.buyer_id))) THEN RAISE EXCEPTION 'a meeting is of a buyer and a seller of its event'; END IF; IF NEW.slot_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM matching_slot s WHERE s.id = NEW.slot_id AND s.event_id = NEW.event_id AND NOT s.is_break) THEN RAISE EXCEPTION 'a meeting is in a slot of its event that is no break'; END IF; RETURN NEW;", hash='3fc85bf4e5c9db1bc02d92b4f0a9ba4eee63df3e', operation='INSERT OR UPDATE', pgid='pgtrigger_of_one_event_431f9', table='matching_meeting', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='suggestionrun',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c4b3df8165489d0944dedd766a68dd0e7660d814', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_794db', table='matching_suggestionrun', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='supplyprofile',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='7a72b6323822a3f73703514d65ed6d1d67f365af', operation='DELETE', pgid='pgtrigger_never_deleted_25cf4', table='matching_supplyprofile', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='suggestion',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='dff04fa83738b1cfd4ab710aa71e05a418f27987', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d2c38', table='matching_suggestion', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='timetablerun',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4c6b8d79e35fbdaa3f0a17ac14e334102a2342e5', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_40abe', table='matching_timetablerun', when='BEFORE')),
        ),
    ]
