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
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('event', models.CharField(max_length=80)),
                ('title', models.CharField(max_length=200)),
                ('body', models.TextField(blank=True)),
                ('short', models.CharField(max_length=160)),
                ('path', models.CharField(max_length=300)),
                ('key', models.CharField(max_length=160)),
                ('urgent', models.BooleanField(default=False)),
                ('told_at', models.DateTimeField()),
                ('read_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['person', '-told_at'], name='notice_inbox'), models.Index(condition=models.Q(('read_at', None)), fields=['person'], name='notice_unread')],
                'constraints': [models.UniqueConstraint(fields=('person', 'key'), name='notice_once'), models.CheckConstraint(condition=models.Q(('event__gt', ''), ('key__gt', ''), ('path__startswith', '/'), ('title__gt', '')), name='notice_says_something'), models.CheckConstraint(condition=models.Q(('read_at', None), ('read_at__gte', models.F('told_at')), _connector='OR'), name='notice_read_after_told')],
            },
        ),
        migrations.CreateModel(
            name='Outgoing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('channel', models.CharField(choices=[('whatsapp', 'WhatsApp'), ('sms', 'SMS'), ('email', 'Surel')], max_length=10)),
                ('state', models.CharField(choices=[('queued', 'queued'), ('sending', 'sending'), ('sent', 'sent'), ('read', 'read'), ('skipped', 'skipped'), ('failed', 'failed')], default='queued', max_length=10)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('due_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('trouble', models.CharField(blank=True, max_length=200)),
                ('receipt', models.CharField(blank=True, max_length=200)),
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outgoing', to='notices.notice')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'queued')), fields=['due_at'], name='outgoing_due'), models.Index(condition=models.Q(('state', 'failed')), fields=['-changed_at'], name='outgoing_failed')],
                'constraints': [models.UniqueConstraint(fields=('notice', 'channel'), name='outgoing_once'), models.CheckConstraint(condition=models.Q(('channel__in', ['whatsapp', 'sms', 'email'])), name='outgoing_channel_known'), models.CheckConstraint(condition=models.Q(('state__in', ['queued', 'sending', 'sent', 'read', 'skipped', 'failed'])), name='outgoing_state_known')],
            },
        ),
        migrations.CreateModel(
            name='Preference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channels', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('whatsapp', 'WhatsApp'), ('sms', 'SMS'), ('email', 'Surel')], max_length=10), default=list, size=None)),
                ('phone', models.CharField(blank=True, max_length=20)),
                ('changed_at', models.DateTimeField()),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('channels__contained_by', ['whatsapp', 'sms', 'email'])), name='preference_channels_known'), models.CheckConstraint(condition=models.Q(('phone__gt', ''), models.Q(('channels__overlap', ['whatsapp', 'sms']), _negated=True), _connector='OR'), name='preference_phone_present')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='notice',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='ee8cedf58e66b9821fae5f3a4f7805c4b5efbea0', operation='DELETE', pgid='pgtrigger_never_deleted_4ac46', table='notices_notice', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='notice',
            trigger=pgtrigger.compiler.Trigger(name='stays_as_told', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."body" IS DISTINCT FROM (NEW."body") OR OLD."event" IS DISTINCT FROM (NEW."event") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."path" IS DISTINCT FROM (NEW."path") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."short" IS DISTINCT FROM (NEW."short") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."told_at" IS DISTINCT FROM (NEW."told_at") OR OLD."urgent" IS DISTINCT FROM (NEW."urgent"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='933a1625b816fb193024c70d5104875621388878', operation='UPDATE', pgid='pgtrigger_stays_as_told_21b4e', table='notices_notice', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outgoing',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='dbbe4ca4357b26bd322686844f7e88e2efcde66e', operation='DELETE', pgid='pgtrigger_never_deleted_937d5', table='notices_outgoing', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='preference',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='e4e73a12bf43a8ae1f1b7449601b85fcad3e6da7', operation='DELETE', pgid='pgtrigger_never_deleted_2fbdc', table='notices_preference', when='BEFORE')),
        ),
    ]
