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
        ('procurement', '0001_initial'),
        ('registry', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Disposition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('year', models.PositiveSmallIntegerField()),
                ('plan_code', models.CharField(max_length=64)),
                ('package_name', models.TextField(blank=True)),
                ('unit_ref', models.CharField(max_length=64)),
                ('ceiling_rupiah', models.BigIntegerField()),
                ('committed_rupiah', models.BigIntegerField(default=0)),
                ('state', models.CharField(default='disposed', max_length=10)),
                ('note', models.TextField(blank=True)),
                ('disposed_at', models.DateTimeField()),
                ('prepared_at', models.DateTimeField(null=True)),
                ('taken_up_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('return_reason', models.TextField(blank=True)),
                ('budget_line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procurement.budgetline')),
                ('commitment_officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('disposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('procurement_officer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['unit_ref', 'state'], name='disposition_of_unit'), models.Index(fields=['plan_code'], name='disposition_of_plan'), models.Index(fields=['procurement_officer', 'state'], name='disposition_officer')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['disposed', 'prepared', 'taken_up', 'done', 'returned'])), name='disposition_state_known'), models.CheckConstraint(condition=models.Q(('ceiling_rupiah__gt', 0), ('ceiling_rupiah__gte', models.F('committed_rupiah')), ('committed_rupiah__gte', 0)), name='disposition_within_ceiling'), models.CheckConstraint(condition=models.Q(('state__in', ['disposed', 'returned']), models.Q(('prepared_at__isnull', False), ('procurement_officer__isnull', False)), _connector='OR'), name='disposition_prepared_whole'), models.CheckConstraint(condition=models.Q(('procurement_officer', None), models.Q(('procurement_officer', models.F('commitment_officer')), _negated=True), _connector='OR'), name='disposition_two_people'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('return_reason', ''), ('state__in', ['disposed', 'prepared', 'taken_up'])), models.Q(('ended_at__isnull', False), ('state', 'done')), models.Q(('ended_at__isnull', False), ('return_reason__gt', ''), ('state', 'returned')), _connector='OR'), name='disposition_end_whole')],
            },
        ),
        migrations.CreateModel(
            name='Basket',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('delivery_address', models.TextField(blank=True)),
                ('delivery_area', models.CharField(blank=True, max_length=13)),
                ('deliver_by_at', models.DateTimeField(null=True)),
                ('made_at', models.DateTimeField()),
                ('placed_at', models.DateTimeField(null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('disposition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='baskets', to='orders.disposition')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('placed_at', None)), fields=('user', 'disposition'), name='basket_open_once'), models.CheckConstraint(condition=models.Q(('placed_at', None), models.Q(('deliver_by_at__isnull', False), ('delivery_address__gt', '')), _connector='OR'), name='basket_placed_whole')],
            },
        ),
        migrations.CreateModel(
            name='DispositionFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=255)),
                ('file', models.CharField(max_length=200)),
                ('sha256', models.CharField(max_length=64)),
                ('bytes', models.PositiveBigIntegerField()),
                ('added_at', models.DateTimeField()),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('disposition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='orders.disposition')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('file__gt', ''), ('name__gt', ''), ('sha256__gt', '')), name='dispositionfile_named'), models.UniqueConstraint(fields=('disposition', 'sha256'), name='dispositionfile_once')],
            },
        ),
        migrations.CreateModel(
            name='Justification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('unit_ref', models.CharField(max_length=64)),
                ('rule', models.CharField(max_length=40)),
                ('words', models.TextField()),
                ('written_at', models.DateTimeField()),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('rule__gt', ''), ('words__gt', '')), name='justification_in_words'), models.UniqueConstraint(fields=('unit_ref', 'rule', 'words'), name='justification_once')],
            },
        ),
        migrations.CreateModel(
            name='Order',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('group_id', models.UUIDField(null=True)),
                ('source', models.CharField(default='basket', max_length=10)),
                ('source_reference', models.CharField(blank=True, max_length=160)),
                ('unit_ref', models.CharField(max_length=64)),
                ('plan_code', models.CharField(max_length=64)),
                ('year', models.PositiveSmallIntegerField()),
                ('seller_name', models.CharField(max_length=200)),
                ('size_class', models.CharField(blank=True, max_length=6)),
                ('state', models.CharField(default='placed', max_length=16)),
                ('goods_rupiah', models.BigIntegerField()),
                ('packing_rupiah', models.BigIntegerField(default=0)),
                ('delivery_rupiah', models.BigIntegerField(default=0)),
                ('tax_rupiah', models.BigIntegerField(default=0)),
                ('total_rupiah', models.BigIntegerField()),
                ('placed_total_rupiah', models.BigIntegerField()),
                ('balance_before_rupiah', models.BigIntegerField()),
                ('withheld_rupiah', models.BigIntegerField(default=0)),
                ('stock_reference', models.CharField(max_length=160)),
                ('delivery_address', models.TextField()),
                ('delivery_area', models.CharField(blank=True, max_length=13)),
                ('deliver_by_at', models.DateTimeField()),
                ('warnings', models.JSONField(default=list)),
                ('placed_at', models.DateTimeField()),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('delivered_at', models.DateTimeField(null=True)),
                ('received_at', models.DateTimeField(null=True)),
                ('pay_by_on', models.DateField(null=True)),
                ('payment_path', models.CharField(blank=True, max_length=10)),
                ('paid_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('end_reason', models.CharField(blank=True, max_length=20)),
                ('end_words', models.TextField(blank=True)),
                ('budget_line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procurement.budgetline')),
                ('disposition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='orders.disposition')),
                ('paid_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('placed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('received_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('seller', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='registry.business')),
            ],
            options={
                'indexes': [models.Index(fields=['unit_ref', 'state'], name='order_of_unit'), models.Index(fields=['seller', 'state'], name='order_of_seller'), models.Index(fields=['disposition'], name='order_of_disposition'), models.Index(fields=['unit_ref', '-placed_at'], name='order_newest_of_unit'), models.Index(condition=models.Q(('state__in', ['received', 'debit_requested'])), fields=['pay_by_on'], name='order_unpaid'), models.Index(condition=models.Q(('group_id__isnull', False)), fields=['group_id'], name='order_group')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['placed', 'part_offered', 'confirmed', 'part_delivered', 'delivered', 'received', 'debit_requested', 'paid', 'closed', 'declined', 'cancelled'])), name='order_state_known'), models.CheckConstraint(condition=models.Q(('source__in', ['basket', 'award'])), name='order_source_known'), models.CheckConstraint(condition=models.Q(('delivery_rupiah__gte', 0), ('goods_rupiah__gte', 0), ('packing_rupiah__gte', 0), ('tax_rupiah__gte', 0), ('total_rupiah', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('goods_rupiah'), '+', models.F('packing_rupiah')), '+', models.F('delivery_rupiah')), '+', models.F('tax_rupiah')))), name='order_amounts_add_up'), models.CheckConstraint(condition=models.Q(('placed_total_rupiah__gt', 0), ('placed_total_rupiah__gte', models.F('total_rupiah'))), name='order_never_grows'), models.CheckConstraint(condition=models.Q(('balance_before_rupiah__gte', models.F('placed_total_rupiah'))), name='order_within_balance'), models.CheckConstraint(condition=models.Q(('withheld_rupiah__gte', 0), ('withheld_rupiah__lte', models.F('total_rupiah'))), name='order_withheld_within'), models.CheckConstraint(condition=models.Q(models.Q(('pay_by_on', None), ('received_at', None), ('received_by', None)), models.Q(('pay_by_on__isnull', False), ('received_at__isnull', False), ('received_by__isnull', False)), _connector='OR'), name='order_received_whole'), models.CheckConstraint(condition=models.Q(models.Q(('received_at__isnull', False), ('state__in', ['received', 'debit_requested', 'paid', 'closed'])), models.Q(('received_at', None), ('state__in', ['placed', 'part_offered', 'confirmed', 'part_delivered', 'delivered', 'declined', 'cancelled'])), _connector='OR'), name='order_received_when_it_says'), models.CheckConstraint(condition=models.Q(models.Q(('paid_at__isnull', False), ('paid_by__isnull', False), ('state__in', ['paid', 'closed']), ('payment_path__in', ['manual', 'autodebet'])), models.Q(models.Q(('state__in', ['paid', 'closed']), _negated=True), ('paid_at', None), ('paid_by', None), ('payment_path', '')), _connector='OR'), name='order_paid_whole'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('state', 'closed')), models.Q(('end_reason__gt', ''), ('ended_at__isnull', False), ('state__in', ['declined', 'cancelled'])), models.Q(models.Q(('state__in', ['closed', 'declined', 'cancelled']), _negated=True), ('end_reason', ''), ('end_words', ''), ('ended_at', None)), _connector='OR'), name='order_end_whole'), models.CheckConstraint(condition=models.Q(models.Q(('received_by', None), models.Q(('received_by', models.F('placed_by')), _negated=True), _connector='OR'), models.Q(('paid_by', None), models.Q(models.Q(('paid_by', models.F('placed_by')), _negated=True), models.Q(('paid_by', models.F('received_by')), _negated=True)), _connector='OR')), name='order_four_eyes'), models.UniqueConstraint(condition=models.Q(('source_reference__gt', '')), fields=('source_reference',), name='order_award_once')],
            },
        ),
        migrations.CreateModel(
            name='Invoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.CharField(max_length=80)),
                ('rupiah', models.BigIntegerField()),
                ('issued_on', models.DateField()),
                ('tax_invoice_number', models.CharField(blank=True, max_length=40)),
                ('sent_at', models.DateTimeField()),
                ('replaced_at', models.DateTimeField(null=True)),
                ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invoices', to='orders.order')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('number__gt', ''), ('rupiah__gt', 0)), name='invoice_whole'), models.UniqueConstraint(condition=models.Q(('replaced_at', None)), fields=('order',), name='invoice_current_once')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.PositiveSmallIntegerField()),
                ('sent_at', models.DateTimeField()),
                ('note', models.CharField(blank=True, max_length=300)),
                ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='orders.order')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('order', 'number'), name='delivery_number_once')],
            },
        ),
        migrations.CreateModel(
            name='DebitRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('rupiah', models.BigIntegerField()),
                ('tax_slip_number', models.CharField(blank=True, max_length=80)),
                ('requested_at', models.DateTimeField()),
                ('state', models.CharField(default='waiting', max_length=10)),
                ('answered_at', models.DateTimeField(null=True)),
                ('words', models.TextField(blank=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('requested_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='debit_requests', to='orders.order')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('answered_by', None), ('state', 'waiting')), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), ('state__in', ['confirmed', 'refused'])), _connector='OR'), name='debitrequest_answer_whole'), models.CheckConstraint(condition=models.Q(('answered_by', None), models.Q(('answered_by', models.F('requested_by')), _negated=True), _connector='OR'), name='debitrequest_four_eyes'), models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('order',), name='debitrequest_open_once')],
            },
        ),
        migrations.CreateModel(
            name='OrderChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('side', models.CharField(max_length=6)),
                ('lines', models.JSONField(default=list)),
                ('deliver_by_at', models.DateTimeField(null=True)),
                ('delivery_address', models.TextField(blank=True)),
                ('reason', models.CharField(max_length=20)),
                ('words', models.TextField(blank=True)),
                ('proposed_at', models.DateTimeField()),
                ('state', models.CharField(default='open', max_length=10)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answer_words', models.TextField(blank=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='orders.order')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('reason__gt', ''), ('side__in', ['buyer', 'seller'])), name='orderchange_reasoned'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('answered_by', None), ('state', 'open')), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), ('state__in', ['accepted', 'refused'])), models.Q(('answered_at__isnull', False), ('answered_by', None), ('state', 'lapsed')), _connector='OR'), name='orderchange_answer_whole'), models.CheckConstraint(condition=models.Q(('answered_by', None), models.Q(('answered_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='orderchange_four_eyes'), models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('order',), name='orderchange_open_once')],
            },
        ),
        migrations.CreateModel(
            name='OrderEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(max_length=20)),
                ('from_state', models.CharField(blank=True, max_length=16)),
                ('to_state', models.CharField(max_length=16)),
                ('done_at', models.DateTimeField()),
                ('reason', models.CharField(blank=True, max_length=20)),
                ('words', models.TextField(blank=True)),
                ('detail', models.JSONField(default=dict)),
                ('told_at', models.DateTimeField(null=True)),
                ('done_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='orders.order')),
            ],
            options={
                'indexes': [models.Index(fields=['order', 'id'], name='orderevent_of_order'), models.Index(condition=models.Q(('told_at', None)), fields=['id'], name='orderevent_untold')],
                'constraints': [models.CheckConstraint(condition=models.Q(('act__gt', ''), ('to_state__in', ['placed', 'part_offered', 'confirmed', 'part_delivered', 'delivered', 'received', 'debit_requested', 'paid', 'closed', 'declined', 'cancelled'])), name='orderevent_named')],
            },
        ),
        migrations.CreateModel(
            name='OrderLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=200)),
                ('unit', models.CharField(max_length=20)),
                ('category_code', models.CharField(max_length=40)),
                ('line_kind', models.CharField(max_length=8)),
                ('price_rupiah', models.PositiveBigIntegerField()),
                ('quantity', models.PositiveIntegerField()),
                ('confirmed_quantity', models.PositiveIntegerField(null=True)),
                ('delivered_quantity', models.PositiveIntegerField(default=0)),
                ('received_quantity', models.PositiveIntegerField(null=True)),
                ('tax_permyriad', models.PositiveSmallIntegerField(default=0)),
                ('origin_level', models.SmallIntegerField(default=0)),
                ('tkdn_permyriad', models.PositiveSmallIntegerField(null=True)),
                ('bmp_permyriad', models.PositiveSmallIntegerField(null=True)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('master', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.masterproduct')),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.offer')),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='orders.order')),
            ],
            options={
                'indexes': [models.Index(fields=['offer'], name='orderline_of_offer')],
                'constraints': [models.UniqueConstraint(fields=('order', 'offer'), name='orderline_once'), models.UniqueConstraint(fields=('order', 'position'), name='orderline_position_once'), models.CheckConstraint(condition=models.Q(('line_kind__in', ['goods', 'catering', 'service'])), name='orderline_kind_known'), models.CheckConstraint(condition=models.Q(('quantity__gt', 0), models.Q(('confirmed_quantity', None), ('confirmed_quantity__lte', models.F('quantity')), _connector='OR'), models.Q(('delivered_quantity', 0), ('delivered_quantity__lte', models.F('confirmed_quantity')), _connector='OR'), models.Q(('received_quantity', None), ('received_quantity__lte', models.F('delivered_quantity')), _connector='OR')), name='orderline_quantities_go_down')],
            },
        ),
        migrations.CreateModel(
            name='DeliveryLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('quantity', models.PositiveIntegerField()),
                ('delivery', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='orders.delivery')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='orders.orderline')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('delivery', 'line'), name='deliveryline_once'), models.CheckConstraint(condition=models.Q(('quantity__gt', 0)), name='deliveryline_something')],
            },
        ),
        migrations.CreateModel(
            name='OrderMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('side', models.CharField(max_length=6)),
                ('words', models.TextField()),
                ('file', models.CharField(blank=True, max_length=200)),
                ('file_name', models.CharField(blank=True, max_length=255)),
                ('file_sha256', models.CharField(blank=True, max_length=64)),
                ('written_at', models.DateTimeField()),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='orders.order')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['order', 'id'], name='ordermessage_of_order')],
                'constraints': [models.CheckConstraint(condition=models.Q(('side__in', ['buyer', 'seller']), ('words__gt', '')), name='ordermessage_whole'), models.CheckConstraint(condition=models.Q(models.Q(('file', ''), ('file_name', ''), ('file_sha256', '')), models.Q(('file__gt', ''), ('file_name__gt', ''), ('file_sha256__gt', '')), _connector='OR'), name='ordermessage_file_whole')],
            },
        ),
        migrations.CreateModel(
            name='Payment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('path', models.CharField(max_length=10)),
                ('gross_rupiah', models.BigIntegerField()),
                ('withheld_rupiah', models.BigIntegerField()),
                ('taxes', models.JSONField(default=list)),
                ('paid_on', models.DateField()),
                ('proof_number', models.CharField(max_length=80)),
                ('proof_file', models.CharField(blank=True, max_length=200)),
                ('proof_sha256', models.CharField(blank=True, max_length=64)),
                ('tax_slip_number', models.CharField(blank=True, max_length=80)),
                ('paid_at', models.DateTimeField()),
                ('order', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='payment', to='orders.order')),
                ('paid_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('path__in', ['manual', 'autodebet'])), name='payment_path_known'), models.CheckConstraint(condition=models.Q(('gross_rupiah__gt', 0), ('gross_rupiah__gte', models.F('withheld_rupiah')), ('withheld_rupiah__gte', 0)), name='payment_amounts'), models.CheckConstraint(condition=models.Q(('proof_number__gt', '')), name='payment_proved'), models.CheckConstraint(condition=models.Q(('withheld_rupiah', 0), ('tax_slip_number__gt', ''), _connector='OR'), name='payment_slip_of_withheld')],
            },
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('arrived_at', models.DateTimeField()),
                ('late_minutes', models.PositiveIntegerField(default=0)),
                ('temperature_celsius', models.SmallIntegerField(null=True)),
                ('note', models.TextField(blank=True)),
                ('received_at', models.DateTimeField()),
                ('order', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='receipt', to='orders.order')),
                ('received_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('temperature_celsius', None), ('temperature_celsius__range', (-30, 120)), _connector='OR'), name='receipt_temperature_possible')],
            },
        ),
        migrations.CreateModel(
            name='ReceiptLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('counted', models.PositiveIntegerField()),
                ('accepted', models.PositiveIntegerField()),
                ('flaw', models.CharField(blank=True, choices=[('', 'Baik'), ('short', 'Kurang'), ('bad', 'Rusak atau mutu buruk'), ('wrong', 'Bukan yang dipesan')], max_length=5)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('line', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='receipt', to='orders.orderline')),
                ('receipt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='orders.receipt')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('accepted__lte', models.F('counted'))), name='receiptline_accepted_of_counted'), models.CheckConstraint(condition=models.Q(('flaw__in', ['', 'short', 'bad', 'wrong'])), name='receiptline_flaw_known'), models.CheckConstraint(condition=models.Q(('accepted', models.F('counted')), ('flaw__in', ['bad', 'wrong']), _connector='OR'), name='receiptline_flaw_of_the_rest')],
            },
        ),
        migrations.CreateModel(
            name='ReceiptPhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('file', models.CharField(max_length=200)),
                ('sha256', models.CharField(max_length=64)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('receipt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='photos', to='orders.receipt')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('file__gt', ''), ('sha256__gt', '')), name='receiptphoto_has_file'), models.UniqueConstraint(fields=('receipt', 'sha256'), name='receiptphoto_once')],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('stars', models.PositiveSmallIntegerField()),
                ('words', models.TextField(blank=True)),
                ('written_at', models.DateTimeField()),
                ('reply', models.TextField(blank=True)),
                ('replied_at', models.DateTimeField(null=True)),
                ('order', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='review', to='orders.order')),
                ('replied_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('stars__range', (1, 5))), name='review_stars'), models.CheckConstraint(condition=models.Q(models.Q(('replied_at', None), ('replied_by', None), ('reply', '')), models.Q(('replied_at__isnull', False), ('replied_by__isnull', False), ('reply__gt', '')), _connector='OR'), name='review_reply_whole')],
            },
        ),
        migrations.CreateModel(
            name='SaleEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField()),
                ('queued_at', models.DateTimeField()),
                ('entered_at', models.DateTimeField(null=True)),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sale_entries', to='orders.order')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('entered_at', None)), fields=['id'], name='saleentry_waiting')],
                'constraints': [models.UniqueConstraint(fields=('order', 'version'), name='saleentry_once')],
            },
        ),
        migrations.CreateModel(
            name='TaxPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('final_certificate', 'Surat keterangan PPh final 0,5 %'), ('under_limit', 'Surat pernyataan omzet orang pribadi belum di atas Rp500 juta')], max_length=20)),
                ('number', models.CharField(max_length=80)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('business', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.business')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['final_certificate', 'under_limit']), ('number__gt', ''), ('valid_to__gte', models.F('valid_from'))), name='taxpaper_whole'), models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('business', 'kind', 'number'), name='taxpaper_once')],
            },
        ),
        migrations.CreateModel(
            name='BasketLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('quantity', models.PositiveIntegerField()),
                ('note', models.CharField(blank=True, max_length=300)),
                ('basket', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='orders.basket')),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.offer')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('basket', 'offer'), name='basketline_once')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='basketline',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='1056fa119cae121dc5691e5fef6c3a55da7babc8', operation='DELETE', pgid='pgtrigger_never_deleted_235b2', table='orders_basketline', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disposition',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='604ca211b17f3c5f9969261f01679441f91d79bf', operation='DELETE', pgid='pgtrigger_never_deleted_80049', table='orders_disposition', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disposition',
            trigger=pgtrigger.compiler.Trigger(name='same_package_for_ever', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."year" IS DISTINCT FROM (NEW."year") OR OLD."plan_code" IS DISTINCT FROM (NEW."plan_code") OR OLD."unit_ref" IS DISTINCT FROM (NEW."unit_ref") OR OLD."budget_line_id" IS DISTINCT FROM (NEW."budget_line_id") OR OLD."disposed_by_id" IS DISTINCT FROM (NEW."disposed_by_id") OR OLD."disposed_at" IS DISTINCT FROM (NEW."disposed_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='d42479770690633a10657c894f18457b1e726108', operation='UPDATE', pgid='pgtrigger_same_package_for_ever_88ce8', table='orders_disposition', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='basket',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='300826b8581254eadf5891954ba5bfed093bc51a', operation='DELETE', pgid='pgtrigger_never_deleted_b09fa', table='orders_basket', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='basket',
            trigger=pgtrigger.compiler.Trigger(name='placed_is_placed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."placed_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='dc42867495b4a67d5320feba4e550a9fae0e8b86', operation='UPDATE', pgid='pgtrigger_placed_is_placed_7bc20', table='orders_basket', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dispositionfile',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='52342feb88c085a934d79a7ad4f4da76e39ed5ab', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b8d2a', table='orders_dispositionfile', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='justification',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='304b6451efef734f888421c6651ed7c645f34aab', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bd3c8', table='orders_justification', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='order',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='846d97da14459f71b3ef75bd524924c7b3093c4e', operation='DELETE', pgid='pgtrigger_never_deleted_4fa22', table='orders_order', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='order',
            trigger=pgtrigger.compiler.Trigger(name='as_it_was_placed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."disposition_id" IS DISTINCT FROM (NEW."disposition_id") OR OLD."group_id" IS DISTINCT FROM (NEW."group_id") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."source_reference" IS DISTINCT FROM (NEW."source_reference") OR OLD."unit_ref" IS DISTINCT FROM (NEW."unit_ref") OR OLD."plan_code" IS DISTINCT FROM (NEW."plan_code") OR OLD."year" IS DISTINCT FROM (NEW."year") OR OLD."budget_line_id" IS DISTINCT FROM (NEW."budget_line_id") OR OLD."seller_id" IS DISTINCT FROM (NEW."seller_id") OR OLD."placed_total_rupiah" IS DISTINCT FROM (NEW."placed_total_rupiah") OR OLD."balance_before_rupiah" IS DISTINCT FROM (NEW."balance_before_rupiah") OR OLD."placed_by_id" IS DISTINCT FROM (NEW."placed_by_id") OR OLD."placed_at" IS DISTINCT FROM (NEW."placed_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='ffaa548924c0e59c06a6401afa68f508c0b6a977', operation='UPDATE', pgid='pgtrigger_as_it_was_placed_7a0a7', table='orders_order', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='invoice',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='6319f3ee02af55da0e6be8a75e4e1f8cc2a696df', operation='DELETE', pgid='pgtrigger_never_deleted_bd779', table='orders_invoice', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='invoice',
            trigger=pgtrigger.compiler.Trigger(name='stays_as_sent', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."order_id" IS DISTINCT FROM (NEW."order_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."rupiah" IS DISTINCT FROM (NEW."rupiah") OR OLD."issued_on" IS DISTINCT FROM (NEW."issued_on") OR OLD."sent_by_id" IS DISTINCT FROM (NEW."sent_by_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='8eee254882e3e004ab42b4b889c6f5f5af798800', operation='UPDATE', pgid='pgtrigger_stays_as_sent_19292', table='orders_invoice', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='delivery',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='14107a1a35929ad3962f9aeec4fd31e2cbbfe95f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0cb3a', table='orders_delivery', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='debitrequest',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='b40d5213db9830c1dcffea1a0aa9b28762552f2f', operation='DELETE', pgid='pgtrigger_never_deleted_8b394', table='orders_debitrequest', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='orderchange',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='14e2e7080ef14a3c2bf66d7b58a49151cfff4a7e', operation='DELETE', pgid='pgtrigger_never_deleted_5914a', table='orders_orderchange', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='orderchange',
            trigger=pgtrigger.compiler.Trigger(name='stays_as_proposed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."order_id" IS DISTINCT FROM (NEW."order_id") OR OLD."side" IS DISTINCT FROM (NEW."side") OR OLD."lines" IS DISTINCT FROM (NEW."lines") OR OLD."deliver_by_at" IS DISTINCT FROM (NEW."deliver_by_at") OR OLD."delivery_address" IS DISTINCT FROM (NEW."delivery_address") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."words" IS DISTINCT FROM (NEW."words") OR OLD."proposed_by_id" IS DISTINCT FROM (NEW."proposed_by_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='b94c1f58542317049c32afc3208def66b42889ed', operation='UPDATE', pgid='pgtrigger_stays_as_proposed_742fa', table='orders_orderchange', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='orderevent',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='e967bcfcfa416371c23d44c9ac23aade4b66c848', operation='DELETE', pgid='pgtrigger_never_deleted_4ad7f', table='orders_orderevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='orderevent',
            trigger=pgtrigger.compiler.Trigger(name='stays_as_done', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."act" IS DISTINCT FROM (NEW."act") OR OLD."detail" IS DISTINCT FROM (NEW."detail") OR OLD."done_at" IS DISTINCT FROM (NEW."done_at") OR OLD."done_by_id" IS DISTINCT FROM (NEW."done_by_id") OR OLD."from_state" IS DISTINCT FROM (NEW."from_state") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."order_id" IS DISTINCT FROM (NEW."order_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."to_state" IS DISTINCT FROM (NEW."to_state") OR OLD."words" IS DISTINCT FROM (NEW."words"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='b993c52ea5a912905d6896a1fd15f4bae451ac32', operation='UPDATE', pgid='pgtrigger_stays_as_done_878d5', table='orders_orderevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='orderline',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='04d84ff5373d91960c28095a5165b2aeb598236c', operation='DELETE', pgid='pgtrigger_never_deleted_7635d', table='orders_orderline', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='orderline',
            trigger=pgtrigger.compiler.Trigger(name='same_line_for_ever', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."order_id" IS DISTINCT FROM (NEW."order_id") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."offer_id" IS DISTINCT FROM (NEW."offer_id") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."unit" IS DISTINCT FROM (NEW."unit") OR OLD."line_kind" IS DISTINCT FROM (NEW."line_kind") OR OLD."quantity" IS DISTINCT FROM (NEW."quantity"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='091e806e80e8de41b61a228a9cb9504d8ec254ff', operation='UPDATE', pgid='pgtrigger_same_line_for_ever_7d09e', table='orders_orderline', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deliveryline',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6b8652f7ac11b287f2cb73f6722d7d4f9a41d956', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5467c', table='orders_deliveryline', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ordermessage',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3c2ba78e28b32734303664395f451649fa44073d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_fe296', table='orders_ordermessage', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payment',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='79f9764ac71e9879e9b1fbe5fab4dd1edfa178d5', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_dc46b', table='orders_payment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='receipt',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='16ba83cd2b0271454002e3855335f46370c3ff68', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_62580', table='orders_receipt', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='receiptline',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3e93a9279b8f3f47f4d22979c40b72e7ff1e495f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_17846', table='orders_receiptline', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='receiptphoto',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='379510d6cdefbc3a0b190f192db3083c375fc319', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3b5e8', table='orders_receiptphoto', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='review',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='f0d40736c403daf77d6c44269c47ce7643a86bbb', operation='DELETE', pgid='pgtrigger_never_deleted_88099', table='orders_review', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='review',
            trigger=pgtrigger.compiler.Trigger(name='stays_as_written', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."order_id" IS DISTINCT FROM (NEW."order_id") OR OLD."stars" IS DISTINCT FROM (NEW."stars") OR OLD."words" IS DISTINCT FROM (NEW."words") OR OLD."written_by_id" IS DISTINCT FROM (NEW."written_by_id") OR OLD."written_at" IS DISTINCT FROM (NEW."written_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='ec544c3b5de783e68fa8dea05a0cafa516d019e4', operation='UPDATE', pgid='pgtrigger_stays_as_written_65912', table='orders_review', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='saleentry',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='485a7e778c5a44d2c301fd50938b5c0fabb0fd9a', operation='DELETE', pgid='pgtrigger_never_deleted_b94c5', table='orders_saleentry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='taxpaper',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='703b56d228d32b44cb9096a14a767e2851656636', operation='DELETE', pgid='pgtrigger_never_deleted_81bad', table='orders_taxpaper', when='BEFORE')),
        ),
    ]
