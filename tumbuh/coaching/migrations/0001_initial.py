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
        ('papers', '0001_initial'),
        ('registry', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('from_on', models.DateField()),
                ('to_on', models.DateField(null=True)),
                ('assigned_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('to_on', None), ('to_on__gte', models.F('from_on')), _connector='OR'), name='assignment_days_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('method', models.CharField(choices=[('code', 'Kode peserta'), ('tick', 'Dicentang petugas'), ('list', 'Daftar hadir dari berkas')], max_length=4)),
                ('attended_at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField()),
                ('client_id', models.CharField(blank=True, max_length=80)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdraw_reason', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('client_id__gt', '')), fields=('client_id',), name='attendance_client_once'), models.CheckConstraint(condition=models.Q(('method__in', ['code', 'tick', 'list'])), name='attendance_method_known')],
            },
        ),
        migrations.CreateModel(
            name='AttendanceImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('file_name', models.CharField(max_length=200)),
                ('file_sha256', models.CharField(max_length=64)),
                ('state', models.CharField(choices=[('done', 'Masuk'), ('undone', 'Dibatalkan')], max_length=8)),
                ('columns', models.JSONField(default=dict)),
                ('rows_total', models.PositiveIntegerField(default=0)),
                ('created_at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(null=True)),
                ('undo_reason', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['done', 'undone'])), name='attendanceimport_state_known')],
            },
        ),
        migrations.CreateModel(
            name='AttendanceImportRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('row', models.PositiveIntegerField()),
                ('outcome', models.CharField(choices=[('new', 'Baru'), ('known', 'Sudah tercatat'), ('waiting', 'Menunggu dicocokkan'), ('rejected', 'Ditolak'), ('dismissed', 'Dikesampingkan')], max_length=9)),
                ('name', models.CharField(blank=True, max_length=200)),
                ('phone', models.CharField(blank=True, max_length=20)),
                ('nik_hash', models.CharField(blank=True, max_length=64)),
                ('kind', models.CharField(blank=True, max_length=12)),
                ('given_on', models.DateField(null=True)),
                ('linked_by', models.CharField(blank=True, max_length=8)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('resolved_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('outcome', 'waiting')), fields=['outcome'], name='importrow_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(('outcome__in', ['new', 'known', 'waiting', 'rejected', 'dismissed'])), name='importrow_outcome_known')],
            },
        ),
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('issued_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Cycle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('apply_until_on', models.DateField()),
                ('seats', models.PositiveIntegerField()),
                ('taken', models.PositiveIntegerField(default=0)),
                ('numbers_given', models.PositiveIntegerField(default=0)),
                ('allocation', models.CharField(choices=[('first_come', 'Urutan mendaftar'), ('lottery', 'Undian')], default='first_come', max_length=10)),
                ('attendance_permyriad', models.PositiveSmallIntegerField(default=7500)),
                ('state', models.CharField(choices=[('draft', 'Rancangan'), ('open', 'Pendaftaran dibuka'), ('running', 'Berjalan'), ('closed', 'Selesai')], default='draft', max_length=8)),
                ('planned_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'open', 'running', 'closed'])), name='cycle_state_known'), models.CheckConstraint(condition=models.Q(('allocation__in', ['first_come', 'lottery'])), name='cycle_allocation_known'), models.CheckConstraint(condition=models.Q(('seats__gt', 0), ('taken__lte', models.F('seats'))), name='cycle_seats_enough'), models.CheckConstraint(condition=models.Q(('apply_until_on__lte', models.F('ends_on')), ('ends_on__gte', models.F('starts_on')), ('name__gt', '')), name='cycle_days_in_order'), models.CheckConstraint(condition=models.Q(('attendance_permyriad__lte', 10000)), name='cycle_attendance_share'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('state', 'closed')), models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_at', None)), _connector='OR'), name='cycle_closed_whole')],
            },
        ),
        migrations.CreateModel(
            name='EligibilityRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('value', models.JSONField(default=list)),
                ('set_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__gt', '')), name='eligibility_kind_named')],
            },
        ),
        migrations.CreateModel(
            name='Enrolment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.PositiveIntegerField()),
                ('state', models.CharField(choices=[('applied', 'Perlu dilengkapi'), ('eligible', 'Memenuhi syarat'), ('not_eligible', 'Tidak memenuhi syarat'), ('enrolled', 'Peserta'), ('waiting', 'Daftar tunggu'), ('completed', 'Lulus'), ('dropped', 'Keluar')], default='applied', max_length=12)),
                ('reasons', models.JSONField(default=list)),
                ('waiting_rank', models.PositiveIntegerField(null=True)),
                ('in_draw', models.BooleanField(default=False)),
                ('applied_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('decision_reason', models.CharField(blank=True, max_length=300)),
                ('seated_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('end_reason', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['applied', 'eligible', 'not_eligible', 'enrolled', 'waiting', 'completed', 'dropped'])), name='enrolment_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'waiting'), ('waiting_rank__isnull', False)), models.Q(models.Q(('state', 'waiting'), _negated=True), ('waiting_rank', None)), _connector='OR'), name='enrolment_waits_with_rank'), models.CheckConstraint(condition=models.Q(models.Q(('seated_at__isnull', False), ('state__in', ['enrolled', 'completed'])), models.Q(('seated_at', None), ('state__in', ['applied', 'eligible', 'not_eligible', 'waiting'])), ('state', 'dropped'), _connector='OR'), name='enrolment_seated_whole'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('state__in', ['completed', 'dropped'])), models.Q(models.Q(('state__in', ['completed', 'dropped']), _negated=True), ('ended_at', None)), _connector='OR'), name='enrolment_ended_whole')],
            },
        ),
        migrations.CreateModel(
            name='Lottery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seed', models.CharField(max_length=64)),
                ('promise', models.CharField(max_length=64)),
                ('announced_at', models.DateTimeField()),
                ('word', models.CharField(blank=True, max_length=120)),
                ('numbers_sha256', models.CharField(blank=True, max_length=64)),
                ('numbers', models.PositiveIntegerField(null=True)),
                ('seats', models.PositiveIntegerField(null=True)),
                ('drawn_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='OutcomeReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('month_on', models.DateField()),
                ('income_rupiah', models.BigIntegerField(null=True)),
                ('sales_rupiah', models.PositiveBigIntegerField(null=True)),
                ('paid_workers', models.PositiveIntegerField(null=True)),
                ('family_workers', models.PositiveIntegerField(null=True)),
                ('source', models.CharField(max_length=40)),
                ('recorded_at', models.DateTimeField()),
                ('client_id', models.CharField(blank=True, max_length=80)),
                ('superseded_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['month_on'], name='outcome_month')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('client_id__gt', '')), fields=('client_id',), name='outcome_client_once'), models.CheckConstraint(condition=models.Q(('month_on__day', 1)), name='outcome_month_starts'), models.CheckConstraint(condition=models.Q(('income_rupiah__isnull', False), ('sales_rupiah__isnull', False), ('paid_workers__isnull', False), ('family_workers__isnull', False), _connector='OR'), name='outcome_says_something')],
            },
        ),
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('about', models.TextField(blank=True)),
                ('opened_at', models.DateTimeField()),
                ('ended_on', models.DateField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('name__gt', '')), name='programme_named')],
            },
        ),
        migrations.CreateModel(
            name='ServiceGiven',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('registration', 'Pendaftaran'), ('training', 'Pelatihan'), ('mentoring', 'Pendampingan'), ('licensing', 'Perizinan'), ('marketing', 'Pemasaran'), ('reporting', 'Pelaporan keuangan'), ('capital', 'Permodalan')], max_length=12)),
                ('given_on', models.DateField()),
                ('note', models.CharField(blank=True, max_length=300)),
                ('recorded_at', models.DateTimeField()),
                ('client_id', models.CharField(blank=True, max_length=80)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdraw_reason', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'indexes': [models.Index(fields=['given_on'], name='service_when')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('client_id__gt', '')), fields=('client_id',), name='service_client_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['registration', 'training', 'mentoring', 'licensing', 'marketing', 'reporting', 'capital'])), name='service_kind_known')],
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('title', models.CharField(max_length=200)),
                ('service', models.CharField(choices=[('registration', 'Pendaftaran'), ('training', 'Pelatihan'), ('mentoring', 'Pendampingan'), ('licensing', 'Perizinan'), ('marketing', 'Pemasaran'), ('reporting', 'Pelaporan keuangan'), ('capital', 'Permodalan')], max_length=12)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('place', models.CharField(max_length=200)),
                ('area_code', models.CharField(blank=True, max_length=13)),
                ('secret', models.CharField(max_length=64)),
                ('planned_at', models.DateTimeField()),
                ('cancelled_at', models.DateTimeField(null=True)),
                ('cancel_reason', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'indexes': [models.Index(fields=['starts_at'], name='session_when')],
                'constraints': [models.CheckConstraint(condition=models.Q(('service__in', ['registration', 'training', 'mentoring', 'licensing', 'marketing', 'reporting', 'capital'])), name='session_service_known'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at')), ('place__gt', ''), ('secret__gt', ''), ('title__gt', '')), name='session_whole'), models.CheckConstraint(condition=models.Q(models.Q(('cancel_reason', ''), ('cancelled_at', None)), models.Q(('cancel_reason__gt', ''), ('cancelled_at__isnull', False)), _connector='OR'), name='session_cancelled_whole')],
            },
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('visited_at', models.DateTimeField()),
                ('purpose', models.CharField(max_length=200)),
                ('next_on', models.DateField(null=True)),
                ('recorded_at', models.DateTimeField()),
                ('client_id', models.CharField(blank=True, max_length=80)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('client_id__gt', '')), fields=('client_id',), name='visit_client_once'), models.CheckConstraint(condition=models.Q(('purpose__gt', '')), name='visit_has_purpose')],
            },
        ),
        migrations.CreateModel(
            name='VisitNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('written_at', models.DateTimeField()),
                ('client_id', models.CharField(blank=True, max_length=80)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('client_id__gt', '')), fields=('client_id',), name='visitnote_client_once'), models.CheckConstraint(condition=models.Q(('text__gt', '')), name='visitnote_says_something')],
            },
        ),
        migrations.CreateModel(
            name='Agency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('code', models.CharField(max_length=64, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('short_name', models.CharField(max_length=40)),
                ('added_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('code__regex', '^[\\w.\\-]+$'), ('name__gt', ''), ('short_name__gt', '')), name='agency_named')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agency',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='a588482637c4a151780df31ce9e2332598415f78', operation='DELETE', pgid='pgtrigger_never_deleted_c4896', table='coaching_agency', when='BEFORE')),
        ),
        migrations.AddField(
            model_name='assignment',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coaching.agency'),
        ),
        migrations.AddField(
            model_name='assignment',
            name='assigned_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='assignment',
            name='mentor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='assignment',
            name='owner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.owner'),
        ),
        migrations.AddField(
            model_name='attendance',
            name='owner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.owner'),
        ),
        migrations.AddField(
            model_name='attendance',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='attendance',
            name='withdrawn_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='attendanceimport',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coaching.agency'),
        ),
        migrations.AddField(
            model_name='attendanceimport',
            name='created_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='attendanceimport',
            name='undone_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='attendance',
            name='came_in',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coaching.attendanceimport'),
        ),
        migrations.AddField(
            model_name='attendanceimportrow',
            name='came_in',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='coaching.attendanceimport'),
        ),
        migrations.AddField(
            model_name='attendanceimportrow',
            name='owner',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.owner'),
        ),
        migrations.AddField(
            model_name='attendanceimportrow',
            name='resolved_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='certificate',
            name='issued_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='certificate',
            name='paper',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='papers.paper'),
        ),
        migrations.AddField(
            model_name='cycle',
            name='planned_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='eligibilityrule',
            name='cycle',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rules', to='coaching.cycle'),
        ),
        migrations.AddField(
            model_name='eligibilityrule',
            name='set_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='enrolment',
            name='applied_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='enrolment',
            name='cycle',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='coaching.cycle'),
        ),
        migrations.AddField(
            model_name='enrolment',
            name='decided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='enrolment',
            name='owner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.owner'),
        ),
        migrations.AddField(
            model_name='certificate',
            name='enrolment',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='certificate', to='coaching.enrolment'),
        ),
        migrations.AddField(
            model_name='lottery',
            name='announced_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='lottery',
            name='cycle',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='lottery', to='coaching.cycle'),
        ),
        migrations.AddField(
            model_name='lottery',
            name='drawn_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='outcomereport',
            name='owner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.owner'),
        ),
        migrations.AddField(
            model_name='outcomereport',
            name='recorded_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='programme',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='programmes', to='coaching.agency'),
        ),
        migrations.AddField(
            model_name='programme',
            name='opened_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='cycle',
            name='programme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cycles', to='coaching.programme'),
        ),
        migrations.AddField(
            model_name='servicegiven',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coaching.agency'),
        ),
        migrations.AddField(
            model_name='servicegiven',
            name='attendance',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coaching.attendance'),
        ),
        migrations.AddField(
            model_name='servicegiven',
            name='came_in',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coaching.attendanceimport'),
        ),
        migrations.AddField(
            model_name='servicegiven',
            name='cycle',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coaching.cycle'),
        ),
        migrations.AddField(
            model_name='servicegiven',
            name='owner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.owner'),
        ),
        migrations.AddField(
            model_name='servicegiven',
            name='recorded_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='servicegiven',
            name='withdrawn_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='session',
            name='cycle',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='coaching.cycle'),
        ),
        migrations.AddField(
            model_name='session',
            name='planned_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='attendanceimport',
            name='session',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coaching.session'),
        ),
        migrations.AddField(
            model_name='attendance',
            name='session',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='coaching.session'),
        ),
        migrations.AddField(
            model_name='visit',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coaching.agency'),
        ),
        migrations.AddField(
            model_name='visit',
            name='business',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.business'),
        ),
        migrations.AddField(
            model_name='visit',
            name='mentor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='visit',
            name='owner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.owner'),
        ),
        migrations.AddField(
            model_name='servicegiven',
            name='visit',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coaching.visit'),
        ),
        migrations.AddField(
            model_name='visitnote',
            name='visit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='coaching.visit'),
        ),
        migrations.AddField(
            model_name='visitnote',
            name='written_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(condition=models.Q(('to_on', None)), fields=['mentor'], name='assignment_of_mentor'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.UniqueConstraint(condition=models.Q(('to_on', None)), fields=('agency', 'owner'), name='assignment_current_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assignment',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='e425571422db633a71c457bad24e11423a1829b5', operation='DELETE', pgid='pgtrigger_never_deleted_02848', table='coaching_assignment', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='attendanceimportrow',
            constraint=models.UniqueConstraint(fields=('came_in', 'row'), name='importrow_once'),
        ),
        migrations.AddConstraint(
            model_name='attendanceimportrow',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome__in', ['new', 'known']), ('owner__isnull', False)), models.Q(('outcome__in', ['waiting', 'rejected', 'dismissed']), ('owner', None)), _connector='OR'), name='importrow_linked_whole'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attendanceimportrow',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='20db874cd52d9f98269bd3a03c89583939c11671', operation='DELETE', pgid='pgtrigger_never_deleted_aa363', table='coaching_attendanceimportrow', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='eligibilityrule',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('cycle', 'kind'), name='eligibility_kind_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='eligibilityrule',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='a808944ffe1b20939022c99a7249683c8fb0c1ee', operation='DELETE', pgid='pgtrigger_never_deleted_b4485', table='coaching_eligibilityrule', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='enrolment',
            index=models.Index(fields=['owner', 'state'], name='enrolment_of_owner'),
        ),
        migrations.AddConstraint(
            model_name='enrolment',
            constraint=models.UniqueConstraint(fields=('cycle', 'owner'), name='enrolment_once'),
        ),
        migrations.AddConstraint(
            model_name='enrolment',
            constraint=models.UniqueConstraint(fields=('cycle', 'number'), name='enrolment_number_once'),
        ),
        migrations.AddConstraint(
            model_name='enrolment',
            constraint=models.UniqueConstraint(condition=models.Q(('waiting_rank__isnull', False)), fields=('cycle', 'waiting_rank'), name='enrolment_rank_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enrolment',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='0e6bc02cc728706c028ae8d99fae968005fa1202', operation='DELETE', pgid='pgtrigger_never_deleted_6f0a5', table='coaching_enrolment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='certificate',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='2cd531d1ebc18cdf609f01d2acb3c4b50ff1b04c', operation='DELETE', pgid='pgtrigger_never_deleted_2c417', table='coaching_certificate', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='lottery',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('drawn_at', None), ('drawn_by', None), ('numbers', None), ('numbers_sha256', ''), ('seats', None), ('word', '')), models.Q(('drawn_at__isnull', False), ('drawn_by__isnull', False), ('numbers__isnull', False), ('numbers_sha256__gt', ''), ('seats__isnull', False), ('word__gt', '')), _connector='OR'), name='lottery_drawn_whole'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lottery',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='84e065edae73e5c323e03ec5c0f46df84368ed57', operation='DELETE', pgid='pgtrigger_never_deleted_c1831', table='coaching_lottery', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lottery',
            trigger=pgtrigger.compiler.Trigger(name='promised_is_promised', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."cycle_id" IS DISTINCT FROM (NEW."cycle_id") OR OLD."seed" IS DISTINCT FROM (NEW."seed") OR OLD."promise" IS DISTINCT FROM (NEW."promise") OR OLD."announced_by_id" IS DISTINCT FROM (NEW."announced_by_id") OR OLD."announced_at" IS DISTINCT FROM (NEW."announced_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='bd83b2e9be0af38ab1255b20b3c96112978b560a', operation='UPDATE', pgid='pgtrigger_promised_is_promised_6ea5c', table='coaching_lottery', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lottery',
            trigger=pgtrigger.compiler.Trigger(name='drawn_is_drawn', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."drawn_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='9d878838c908345ca060c23b57d1b2ea46ed98d5', operation='UPDATE', pgid='pgtrigger_drawn_is_drawn_91966', table='coaching_lottery', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='outcomereport',
            constraint=models.UniqueConstraint(condition=models.Q(('superseded_at', None)), fields=('owner', 'month_on'), name='outcome_current_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outcomereport',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='95b9b7b85d3abaef8640ba8c199ca77fc40a2bbf', operation='DELETE', pgid='pgtrigger_never_deleted_355d6', table='coaching_outcomereport', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.UniqueConstraint(fields=('agency', 'name'), name='programme_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='programme',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='12930d9f36e273c4f629624e636a32ae237cb558', operation='DELETE', pgid='pgtrigger_never_deleted_5c568', table='coaching_programme', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='cycle',
            constraint=models.UniqueConstraint(fields=('programme', 'name'), name='cycle_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cycle',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='d0a3a090febb790a9aa1b63e0433b89cc7c79917', operation='DELETE', pgid='pgtrigger_never_deleted_5820e', table='coaching_cycle', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.UniqueConstraint(fields=('cycle', 'title', 'starts_at'), name='session_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='session',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='43b7f4ccd4bacf70c981251bf8e1681d8808432d', operation='DELETE', pgid='pgtrigger_never_deleted_52d06', table='coaching_session', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='attendanceimport',
            constraint=models.UniqueConstraint(condition=models.Q(('session', None), ('state', 'done')), fields=('agency', 'file_sha256'), name='list_import_once'),
        ),
        migrations.AddConstraint(
            model_name='attendanceimport',
            constraint=models.UniqueConstraint(condition=models.Q(('session__isnull', False), ('state', 'done')), fields=('agency', 'session', 'file_sha256'), name='session_import_once'),
        ),
        migrations.AddConstraint(
            model_name='attendanceimport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), ('undo_reason', ''), ('undone_at', None), ('undone_by', None)), models.Q(('state', 'undone'), ('undo_reason__gt', ''), ('undone_at__isnull', False), ('undone_by__isnull', False)), _connector='OR'), name='attendanceimport_undone_whole'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attendanceimport',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='c3773c6f776183f369afbba40b3367babc8a44fa', operation='DELETE', pgid='pgtrigger_never_deleted_3486a', table='coaching_attendanceimport', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='attendance',
            index=models.Index(fields=['owner'], name='attendance_of_owner'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('session', 'owner'), name='attendance_once'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdraw_reason', ''), ('withdrawn_at', None), ('withdrawn_by', None)), models.Q(('withdraw_reason__gt', ''), ('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='attendance_withdrawn_whole'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attendance',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='b26dac345053b075d069e75a3708f80319dd66e7', operation='DELETE', pgid='pgtrigger_never_deleted_69f5b', table='coaching_attendance', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='visit',
            index=models.Index(fields=['owner', 'visited_at'], name='visit_of_owner'),
        ),
        migrations.AddIndex(
            model_name='visit',
            index=models.Index(condition=models.Q(('next_on__isnull', False)), fields=['mentor', 'next_on'], name='visit_next_of_mentor'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visit',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='cd2fc6d2655e931b03bdd8975b1a4947942d2b99', operation='DELETE', pgid='pgtrigger_never_deleted_0a67b', table='coaching_visit', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='servicegiven',
            index=models.Index(fields=['owner', 'given_on'], name='service_of_owner'),
        ),
        migrations.AddConstraint(
            model_name='servicegiven',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('agency', 'owner', 'kind', 'given_on'), name='service_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='servicegiven',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdraw_reason', ''), ('withdrawn_at', None), ('withdrawn_by', None)), models.Q(('withdraw_reason__gt', ''), ('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='service_withdrawn_whole'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='servicegiven',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='17b47c792e6770ef3ab152ac43b57820ca0a837e', operation='DELETE', pgid='pgtrigger_never_deleted_71230', table='coaching_servicegiven', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visitnote',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='caba30985f26156ab009f0a477949bbbe01eb237', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e180e', table='coaching_visitnote', when='BEFORE')),
        ),
    ]
