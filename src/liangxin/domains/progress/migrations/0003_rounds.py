import django.db.models.deletion
import liangxin.domains.progress.terms
import liangxin.foundation.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('indicators', '0004_locks'),
        ('plans', '0003_findings_wait_for_review'),
        ('progress', '0002_counts_due'),
        ('regions', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Return',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', liangxin.foundation.fields.PublicIdField()),
                ('state', models.CharField(choices=liangxin.domains.progress.terms.ReturnState.choices, default='not_started', max_length=11, verbose_name='状态')),
                ('asked', models.PositiveIntegerField(default=0, verbose_name='应填')),
                ('filled', models.PositiveIntegerField(default=0, verbose_name='已填')),
                ('sent_back', models.PositiveIntegerField(default=0, verbose_name='退回次数')),
                ('first_submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='首次提交时间')),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='提交时间')),
                ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='审定时间')),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='审定人')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region', verbose_name='所属区划')),
                ('submitted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提交人')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.unit', verbose_name='报送单位')),
            ],
            options={
                'verbose_name': '报送',
                'verbose_name_plural': '报送',
                'ordering': ['round', 'unit'],
                'indexes': [models.Index(fields=['unit', 'state'], name='progress_return_of_unit')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['not_started', 'entered', 'complete', 'submitted', 'sent_back', 'approved'])), name='progress_return_state_known'), models.CheckConstraint(condition=models.Q(('filled__lte', models.F('asked'))), name='progress_return_filled_of_asked'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'approved'), _negated=True), models.Q(('approved_at__isnull', False), ('submitted_at__isnull', False)), _connector='OR'), name='progress_return_approved_at_a_time'), models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(('approved_by', models.F('submitted_by')), _negated=True), _connector='OR'), name='progress_return_four_eyes')],
            },
        ),
        migrations.CreateModel(
            name='ReturnLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=liangxin.domains.progress.terms.LineKind.choices, max_length=6, verbose_name='类别')),
                ('place', models.PositiveIntegerField(verbose_name='次序')),
                ('title', models.CharField(max_length=500, verbose_name='内容')),
                ('chapter', models.CharField(blank=True, max_length=500, verbose_name='行动')),
                ('unit', models.CharField(blank=True, max_length=20, verbose_name='计量单位')),
                ('adds_up', models.BooleanField(default=False, verbose_name='逐期相加')),
                ('leads', models.BooleanField(default=True, verbose_name='牵头')),
                ('is_behind', models.BooleanField(default=False, verbose_name='滞后')),
                ('last', models.DecimalField(decimal_places=6, max_digits=30, null=True, verbose_name='上期数')),
                ('last_period', models.CharField(blank=True, max_length=40, verbose_name='上期')),
                ('computed', models.DecimalField(decimal_places=6, max_digits=30, null=True, verbose_name='系统计算')),
                ('asked', models.PositiveIntegerField(default=0, verbose_name='应填')),
                ('filled', models.PositiveIntegerField(default=0, verbose_name='已填')),
                ('answer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='progress.return', verbose_name='报送')),
                ('indicator', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.indicator', verbose_name='指标')),
                ('target', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.target', verbose_name='目标')),
                ('task', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.task', verbose_name='任务')),
            ],
            options={
                'verbose_name': '报送内容',
                'verbose_name_plural': '报送内容',
                'ordering': ['answer', 'place'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['target', 'task'])), name='progress_returnline_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'target'), ('target__isnull', False), ('task__isnull', True)), models.Q(('kind', 'task'), ('target__isnull', True), ('task__isnull', False)), _connector='OR'), name='progress_returnline_target_or_task'), models.UniqueConstraint(fields=('answer', 'place'), name='progress_returnline_place_once'), models.CheckConstraint(condition=models.Q(('filled__lte', models.F('asked'))), name='progress_returnline_filled_of_asked')],
            },
        ),
        migrations.CreateModel(
            name='ReturnField',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', liangxin.foundation.fields.PublicIdField()),
                ('name', models.CharField(choices=liangxin.domains.progress.terms.FieldName.choices, max_length=9, verbose_name='栏目')),
                ('value', models.CharField(blank=True, max_length=1000, verbose_name='内容')),
                ('version', models.PositiveIntegerField(default=0, verbose_name='版本')),
                ('is_prefilled', models.BooleanField(default=False, verbose_name='系统带入')),
                ('doubts', models.JSONField(default=list, verbose_name='存疑')),
                ('assurance', models.CharField(blank=True, max_length=300, verbose_name='核实说明')),
                ('changed_at', models.DateTimeField(blank=True, null=True, verbose_name='填写时间')),
                ('changed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='填写人')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fields', to='progress.returnline', verbose_name='内容')),
            ],
            options={
                'verbose_name': '报送栏目',
                'verbose_name_plural': '报送栏目',
                'ordering': ['line', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('name__in', ['figure', 'to_date', 'note', 'state', 'text', 'risks', 'next_step'])), name='progress_returnfield_name_known'), models.UniqueConstraint(fields=('line', 'name'), name='progress_returnfield_once_a_line')],
            },
        ),
        migrations.CreateModel(
            name='ReturnQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', liangxin.foundation.fields.PublicIdField()),
                ('text', models.CharField(max_length=500, verbose_name='提问')),
                ('asked_at', models.DateTimeField(auto_now_add=True, verbose_name='提问时间')),
                ('answer', models.CharField(blank=True, max_length=500, verbose_name='答复')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='答复时间')),
                ('answer_to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='progress.return', verbose_name='报送')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='答复人')),
                ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提问人')),
                ('field', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='progress.returnfield', verbose_name='栏目')),
            ],
            options={
                'verbose_name': '报送提问',
                'verbose_name_plural': '报送提问',
                'ordering': ['answer_to', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='progress_returnquestion_asks_something'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True)), models.Q(('answered_at__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='progress_returnquestion_answered_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', liangxin.foundation.fields.PublicIdField()),
                ('kind', models.CharField(choices=liangxin.domains.progress.terms.RoundKind.choices, max_length=9, verbose_name='类别')),
                ('title', models.CharField(max_length=120, verbose_name='标题')),
                ('starts_on', models.DateField(verbose_name='起')),
                ('ends_on', models.DateField(verbose_name='止（不含）')),
                ('due_on', models.DateField(verbose_name='报送期限')),
                ('due_working_days', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='期限工作日')),
                ('asks_targets', models.BooleanField(default=True, verbose_name='要填目标')),
                ('asks_tasks', models.BooleanField(default=True, verbose_name='要填任务')),
                ('note', models.CharField(blank=True, max_length=1000, verbose_name='填报要求')),
                ('state', models.CharField(choices=liangxin.domains.progress.terms.RoundState.choices, default='open', max_length=6, verbose_name='状态')),
                ('opened_at', models.DateTimeField(auto_now_add=True, verbose_name='发起时间')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='关闭时间')),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='关闭人')),
                ('opened_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发起人')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region', verbose_name='所属区划')),
            ],
            options={
                'verbose_name': '调度',
                'verbose_name_plural': '调度',
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['weekly', 'monthly', 'quarterly', 'ad_hoc'])), name='progress_round_kind_known'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'closed'])), name='progress_round_state_known'), models.CheckConstraint(condition=models.Q(('ends_on__gt', models.F('starts_on'))), name='progress_round_period_not_empty'), models.CheckConstraint(condition=models.Q(('asks_targets', True), ('asks_tasks', True), _connector='OR'), name='progress_round_asks'), models.UniqueConstraint(condition=models.Q(('kind', 'ad_hoc'), _negated=True), fields=('region', 'kind', 'starts_on', 'ends_on'), name='progress_round_once_a_period'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('state', 'open')), models.Q(('closed_at__isnull', False), ('state', 'closed')), _connector='OR'), name='progress_round_closed_at_a_time')],
            },
        ),
        migrations.AddField(
            model_name='return',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='returns', to='progress.round', verbose_name='调度'),
        ),
        migrations.AddConstraint(
            model_name='return',
            constraint=models.UniqueConstraint(fields=('round', 'unit'), name='progress_return_once_a_unit'),
        ),
    ]
