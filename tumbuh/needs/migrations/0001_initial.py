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
        ('catalogue', '0002_offers'),
        ('orders', '0001_initial'),
        ('registry', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Need',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('unit_ref', models.CharField(max_length=64)),
                ('sentence', models.TextField()),
                ('understood', models.JSONField(default=dict)),
                ('title', models.CharField(max_length=200)),
                ('quantity', models.PositiveIntegerField()),
                ('unit', models.CharField(max_length=20)),
                ('note', models.TextField(blank=True)),
                ('licences', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), blank=True, default=list, size=None)),
                ('deliver_by_at', models.DateTimeField()),
                ('address', models.CharField(max_length=300)),
                ('area_code', models.CharField(blank=True, max_length=13)),
                ('unit_ceiling_rupiah', models.PositiveBigIntegerField(null=True)),
                ('total_ceiling_rupiah', models.PositiveBigIntegerField(null=True)),
                ('most_sellers', models.PositiveSmallIntegerField(default=1)),
                ('state', models.CharField(choices=[('draft', 'Rancangan'), ('open', 'Menunggu penawaran'), ('closed', 'Ditutup, belum dibuka'), ('opened', 'Dibuka, belum dipilih'), ('awarded', 'Sudah dipilih'), ('failed', 'Tanpa hasil'), ('withdrawn', 'Dibatalkan')], default='draft', max_length=10)),
                ('posted_at', models.DateTimeField()),
                ('opened_for_quotes_at', models.DateTimeField(null=True)),
                ('closes_at', models.DateTimeField(null=True)),
                ('window_reason', models.CharField(blank=True, max_length=300)),
                ('silent_minutes', models.PositiveIntegerField(default=0)),
                ('urgent', models.BooleanField(default=False)),
                ('closed_at', models.DateTimeField(null=True)),
                ('quotes_read_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('end_reason', models.CharField(blank=True, max_length=300)),
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.category')),
                ('disposition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orders.disposition')),
                ('posted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['unit_ref', 'state'], name='need_of_unit'), models.Index(condition=models.Q(('state', 'open')), fields=['closes_at'], name='need_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'open', 'closed', 'opened', 'awarded', 'failed', 'withdrawn'])), name='need_state_known'), models.CheckConstraint(condition=models.Q(('address__gt', ''), ('quantity__gt', 0), ('title__gt', ''), ('unit__gt', '')), name='need_says_what'), models.CheckConstraint(condition=models.Q(('most_sellers__gte', 1)), name='need_shared_among_some'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'withdrawn']), models.Q(('closes_at__gt', models.F('opened_for_quotes_at')), ('opened_for_quotes_at__isnull', False)), _connector='OR'), name='need_window_whole'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('state__in', ['draft', 'open', 'withdrawn'])), models.Q(('closed_at__gte', models.F('closes_at')), ('state__in', ['closed', 'opened', 'awarded', 'failed'])), _connector='OR'), name='need_closed_when_due'), models.CheckConstraint(condition=models.Q(models.Q(('quotes_read_at', None), ('state__in', ['draft', 'open', 'closed', 'failed', 'withdrawn'])), models.Q(('quotes_read_at__gte', models.F('closed_at')), ('state__in', ['opened', 'awarded', 'failed'])), _connector='OR'), name='need_read_after_closing'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('state__in', ['awarded', 'failed', 'withdrawn'])), models.Q(('ended_at', None), ('state__in', ['draft', 'open', 'closed', 'opened'])), _connector='OR'), name='need_end_whole')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('excluded', 'Tidak memenuhi syarat'), ('waiting', 'Menunggu giliran'), ('told', 'Diundang'), ('skipped', 'Belum menjawab'), ('declined', 'Tidak ikut')], max_length=8)),
                ('turn', models.PositiveIntegerField()),
                ('wave', models.PositiveSmallIntegerField(null=True)),
                ('exclusions', models.JSONField(default=list)),
                ('checked_at', models.DateTimeField()),
                ('told_at', models.DateTimeField(null=True)),
                ('people_told', models.PositiveSmallIntegerField(default=0)),
                ('read_at', models.DateTimeField(null=True)),
                ('answer_by_at', models.DateTimeField(null=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('decline_reason', models.CharField(blank=True, max_length=300)),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.offer')),
                ('seller', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.business')),
                ('need', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='needs.need')),
            ],
            options={
                'indexes': [models.Index(fields=['seller', 'state'], name='invitation_of_seller')],
                'constraints': [models.UniqueConstraint(fields=('need', 'seller'), name='invitation_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'excluded'), ('told_at', None)), models.Q(('state', 'waiting'), ('told_at', None)), models.Q(('state__in', ['told', 'skipped', 'declined']), ('told_at__isnull', False), ('wave__isnull', False)), _connector='OR'), name='invitation_state_whole')],
            },
        ),
        migrations.CreateModel(
            name='OpeningConsent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('given_at', models.DateTimeField()),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('need', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='needs.need')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('need', 'given_by'), name='opening_consent_once')],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('text', models.TextField()),
                ('asked_at', models.DateTimeField()),
                ('answer', models.TextField(blank=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('need', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='needs.need')),
                ('seller', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.business')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('text__gt', '')), name='question_says_something'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at', None), ('answered_by', None)), models.Q(('answer__gt', ''), ('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='answer_whole')],
            },
        ),
        migrations.CreateModel(
            name='Quote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveSmallIntegerField()),
                ('sealed', models.TextField()),
                ('fingerprint', models.CharField(max_length=64)),
                ('sent_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(null=True)),
                ('closing_exclusions', models.JSONField(default=list)),
                ('opened_at', models.DateTimeField(null=True)),
                ('quantity', models.PositiveIntegerField(null=True)),
                ('unit_price_rupiah', models.PositiveBigIntegerField(null=True)),
                ('goods_rupiah', models.PositiveBigIntegerField(null=True)),
                ('packing_rupiah', models.PositiveBigIntegerField(null=True)),
                ('delivery_rupiah', models.PositiveBigIntegerField(null=True)),
                ('tax_rupiah', models.PositiveBigIntegerField(null=True)),
                ('total_rupiah', models.PositiveBigIntegerField(null=True)),
                ('note', models.TextField(blank=True)),
                ('preference_permyriad', models.PositiveSmallIntegerField(default=0)),
                ('preference_reason', models.CharField(blank=True, max_length=200)),
                ('evaluated_rupiah', models.PositiveBigIntegerField(null=True)),
                ('rank', models.PositiveSmallIntegerField(null=True)),
                ('gap_rupiah', models.PositiveBigIntegerField(null=True)),
                ('outcome', models.TextField(blank=True)),
                ('need', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='quotes', to='needs.need')),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.offer')),
                ('seller', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.business')),
                ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('need', 'seller', 'version'), name='quote_version_once'), models.UniqueConstraint(condition=models.Q(('superseded_at', None)), fields=('need', 'seller'), name='quote_current_once'), models.CheckConstraint(condition=models.Q(models.Q(('delivery_rupiah', None), ('goods_rupiah', None), ('note', ''), ('opened_at', None), ('outcome', ''), ('packing_rupiah', None), ('quantity', None), ('rank', None), ('tax_rupiah', None), ('total_rupiah', None), ('unit_price_rupiah', None)), models.Q(('opened_at__isnull', False), ('quantity__gt', 0), ('superseded_at', None), ('total_rupiah', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('goods_rupiah'), '+', models.F('packing_rupiah')), '+', models.F('delivery_rupiah')), '+', models.F('tax_rupiah'))), ('unit_price_rupiah__gt', 0)), _connector='OR'), name='quote_opened_whole')],
            },
        ),
        migrations.CreateModel(
            name='Award',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('quantity', models.PositiveIntegerField()),
                ('total_rupiah', models.PositiveBigIntegerField()),
                ('reason', models.CharField(max_length=16)),
                ('reason_text', models.TextField(blank=True)),
                ('order_reference', models.CharField(blank=True, max_length=160)),
                ('decided_at', models.DateTimeField()),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('need', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='needs.need')),
                ('quote', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='award', to='needs.quote')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('quantity__gt', 0), models.Q(('reason', 'cheapest'), models.Q(('reason__gt', ''), ('reason_text__gt', '')), _connector='OR')), name='award_reasoned')],
            },
        ),
        migrations.CreateModel(
            name='SealReading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('own', 'Penjual membaca penawarannya sendiri'), ('opening', 'Pembukaan penawaran')], max_length=8)),
                ('read_at', models.DateTimeField()),
                ('quote', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readings', to='needs.quote')),
                ('read_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('purpose__in', ['own', 'opening'])), name='seal_reading_purpose')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='need',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='fde6a4e6ce1e87d5651e9542c9c9ad1319706394', operation='DELETE', pgid='pgtrigger_never_deleted_ff9ed', table='needs_need', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='need',
            trigger=pgtrigger.compiler.Trigger(name='stays_as_told', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."opened_for_quotes_at" IS NOT NULL)', func="IF NEW.sentence IS DISTINCT FROM OLD.sentence OR NEW.category_id IS DISTINCT FROM OLD.category_id OR NEW.quantity IS DISTINCT FROM OLD.quantity OR NEW.unit IS DISTINCT FROM OLD.unit OR NEW.deliver_by_at IS DISTINCT FROM OLD.deliver_by_at OR NEW.address IS DISTINCT FROM OLD.address OR NEW.licences IS DISTINCT FROM OLD.licences OR NEW.note IS DISTINCT FROM OLD.note OR NEW.closes_at IS DISTINCT FROM OLD.closes_at OR NEW.disposition_id IS DISTINCT FROM OLD.disposition_id OR NEW.posted_by_id IS DISTINCT FROM OLD.posted_by_id OR NEW.most_sellers IS DISTINCT FROM OLD.most_sellers THEN RAISE EXCEPTION 'what sellers were told stays as it was told'; END IF; RETURN NEW;", hash='548d2d879a28ea38f97c11d85ec46ffce7e40cff', operation='UPDATE', pgid='pgtrigger_stays_as_told_f4640', table='needs_need', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='invitation',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='79d8cd4f6664460d6a98dadd97d3ef67ec13e4e4', operation='DELETE', pgid='pgtrigger_never_deleted_b228f', table='needs_invitation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='openingconsent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b8c5123b4ac6dedd2d051136eecc9b3038a888e2', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2118e', table='needs_openingconsent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='question',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='0bec553c5976095674d03aa96642673b8ea09ecb', operation='DELETE', pgid='pgtrigger_never_deleted_788cb', table='needs_question', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='question',
            trigger=pgtrigger.compiler.Trigger(name='answered_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."answered_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='6c48d05e0fbfa441bd8d84be20ddd66a98e3aa8c', operation='UPDATE', pgid='pgtrigger_answered_once_d7e1a', table='needs_question', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quote',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='04023282ed2fd868b059092ed613f661c866d224', operation='DELETE', pgid='pgtrigger_never_deleted_98200', table='needs_quote', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quote',
            trigger=pgtrigger.compiler.Trigger(name='sent_is_sent', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."need_id" IS DISTINCT FROM (NEW."need_id") OR OLD."seller_id" IS DISTINCT FROM (NEW."seller_id") OR OLD."offer_id" IS DISTINCT FROM (NEW."offer_id") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."sealed" IS DISTINCT FROM (NEW."sealed") OR OLD."fingerprint" IS DISTINCT FROM (NEW."fingerprint") OR OLD."sent_by_id" IS DISTINCT FROM (NEW."sent_by_id") OR OLD."sent_at" IS DISTINCT FROM (NEW."sent_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='9499a525b3253670f4afac7a3fc2abf01562ac29', operation='UPDATE', pgid='pgtrigger_sent_is_sent_b81b6', table='needs_quote', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quote',
            trigger=pgtrigger.compiler.Trigger(name='sealed_until_closed', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE state text;', func="SELECT n.state INTO state FROM needs_need n WHERE n.id = NEW.need_id; IF NEW.opened_at IS NOT NULL AND state NOT IN ('closed', 'opened', 'awarded', 'failed') THEN RAISE EXCEPTION 'a sealed quote is opened after closing only'; END IF; IF TG_OP = 'INSERT' AND state <> 'open' THEN RAISE EXCEPTION 'a quote is sent while the need is open only'; END IF; RETURN NEW;", hash='b38549708da2aaad326ba90aaee4c44120b117d7', operation='INSERT OR UPDATE', pgid='pgtrigger_sealed_until_closed_14f46', table='needs_quote', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='award',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='70f1e1fdbd383e4ffae5ba57da22339c36b5642d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1f813', table='needs_award', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sealreading',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='37f0e1fb96869142f99c154bdd6964f3a8ecc6b5', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5694d', table='needs_sealreading', when='BEFORE')),
        ),
    ]
