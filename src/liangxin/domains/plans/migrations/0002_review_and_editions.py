import django.contrib.postgres.fields
import django.db.models.deletion
import liangxin.domains.plans.terms
import liangxin.engines.reader.findings
import liangxin.foundation.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('indicators', '0001_initial'),
        ('plans', '0001_initial'),
        ('regions', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Pairing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=liangxin.domains.plans.terms.FindingKind.choices, max_length=8, verbose_name='种类')),
                ('is_by_hand', models.BooleanField(default=False, verbose_name='人工对应')),
                ('needs_look', models.BooleanField(default=True, verbose_name='有改动')),
                ('checked_at', models.DateTimeField(null=True, verbose_name='核对时间')),
                ('checked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='核对人')),
                ('finding', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='plans.finding', verbose_name='新版内容')),
            ],
            options={
                'verbose_name': '新旧对应',
                'verbose_name_plural': '新旧对应',
                'ordering': ['version', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', liangxin.foundation.fields.PublicIdField()),
                ('place', models.CharField(max_length=60, verbose_name='印发地区名称')),
                ('level', models.CharField(choices=liangxin.domains.plans.terms.PlanLevel.choices, max_length=8, verbose_name='级别')),
                ('kind', models.CharField(choices=liangxin.domains.plans.terms.PlanKind.choices, default='general', max_length=7, verbose_name='类别')),
                ('field', models.CharField(blank=True, max_length=200, verbose_name='领域')),
                ('title', models.CharField(max_length=500, verbose_name='标题')),
                ('issued_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region', verbose_name='印发地区')),
                ('main', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sectors', to='plans.plan', verbose_name='所属总方案')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region', verbose_name='归口地区')),
                ('upper', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='below', to='plans.plan', verbose_name='上级方案')),
            ],
            options={
                'verbose_name': '方案',
                'verbose_name_plural': '方案',
                'ordering': ['region__code', 'kind', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('level__in', ['national', 'province', 'city', 'county'])), name='plans_plan_level_known'), models.CheckConstraint(condition=models.Q(('kind__in', ['general', 'sector'])), name='plans_plan_kind_known'), models.CheckConstraint(condition=models.Q(('place', ''), _negated=True), name='plans_plan_has_a_place'), models.CheckConstraint(condition=models.Q(('kind', 'sector'), models.Q(('field', ''), ('main', None)), _connector='OR'), name='plans_plan_main_of_sector_only'), models.CheckConstraint(condition=models.Q(('upper', models.F('id')), _negated=True), name='plans_plan_not_above_itself'), models.CheckConstraint(condition=models.Q(('issued_by', None), models.Q(('level', 'national'), _negated=True), _connector='OR'), name='plans_plan_national_has_no_region')],
            },
        ),
        migrations.CreateModel(
            name='PlanVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', liangxin.foundation.fields.PublicIdField()),
                ('number', models.PositiveSmallIntegerField(verbose_name='版次')),
                ('kind', models.CharField(choices=liangxin.domains.plans.terms.EditionKind.choices, default='first', max_length=9, verbose_name='性质')),
                ('state', models.CharField(choices=liangxin.domains.plans.terms.VersionState.choices, default='draft', max_length=10, verbose_name='状态')),
                ('submitted_at', models.DateTimeField(null=True, verbose_name='提交时间')),
                ('published_at', models.DateTimeField(null=True, verbose_name='发布时间')),
                ('sent_back', models.CharField(blank=True, max_length=500, verbose_name='退回理由')),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='version', to='plans.plandocument', verbose_name='文件')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='plans.plan', verbose_name='方案')),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发布人')),
                ('submitted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提交人')),
            ],
            options={
                'verbose_name': '方案版本',
                'verbose_name_plural': '方案版本',
                'ordering': ['plan', '-number'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['first', 'edition', 'amendment'])), name='plans_planversion_kind_known'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'submitted', 'published', 'superseded'])), name='plans_planversion_state_known'), models.CheckConstraint(condition=models.Q(('state', 'draft'), ('submitted_at__isnull', False), _connector='OR'), name='plans_planversion_submitted_on_a_day'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'submitted']), ('published_at__isnull', False), _connector='OR'), name='plans_planversion_published_on_a_day'), models.UniqueConstraint(fields=('plan', 'number'), name='plans_planversion_number_once'), models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'submitted'])), fields=('plan',), name='plans_planversion_one_under_way'), models.UniqueConstraint(condition=models.Q(('state', 'published')), fields=('plan',), name='plans_planversion_one_in_force'), models.CheckConstraint(condition=models.Q(('published_by', None), models.Q(('published_by', models.F('submitted_by')), _negated=True), _connector='OR'), name='plans_planversion_four_eyes')],
            },
        ),
        migrations.CreateModel(
            name='Share',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.DecimalField(decimal_places=6, max_digits=24, verbose_name='分解数')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region', verbose_name='地区')),
            ],
            options={
                'verbose_name': '分解目标',
                'verbose_name_plural': '分解目标',
                'ordering': ['target', 'region'],
                'constraints': [models.CheckConstraint(condition=models.Q(('value__gte', 0)), name='plans_share_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='Target',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', liangxin.foundation.fields.PublicIdField()),
                ('number', models.PositiveIntegerField(verbose_name='编号')),
                ('dropped_in', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.planversion', verbose_name='取消它的版本')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='plans.plan', verbose_name='方案')),
            ],
            options={
                'verbose_name': '目标',
                'verbose_name_plural': '目标',
                'ordering': ['plan', 'number'],
                'constraints': [models.UniqueConstraint(fields=('plan', 'number'), name='plans_target_number_once')],
            },
        ),
        migrations.CreateModel(
            name='TargetStatement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sequence', models.PositiveIntegerField(verbose_name='次序')),
                ('marker', models.CharField(blank=True, max_length=100, verbose_name='层次')),
                ('name', models.CharField(max_length=200, verbose_name='原文指标')),
                ('quote', models.TextField(verbose_name='原文')),
                ('kind', models.CharField(choices=liangxin.engines.reader.findings.TargetKind.choices, max_length=13, verbose_name='种类')),
                ('value', models.DecimalField(decimal_places=6, max_digits=24, null=True, verbose_name='数值')),
                ('unit', models.CharField(blank=True, max_length=20, verbose_name='单位')),
                ('comparator', models.CharField(choices=liangxin.engines.reader.findings.Comparator.choices, max_length=9, verbose_name='要求')),
                ('deadline', models.PositiveSmallIntegerField(null=True, verbose_name='期限')),
                ('baseline_year', models.PositiveSmallIntegerField(null=True, verbose_name='基期')),
                ('hedged', models.BooleanField(default=False, verbose_name='力争')),
                ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.finding', verbose_name='原文')),
                ('indicator', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.indicator', verbose_name='指标')),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='plans.target', verbose_name='目标')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='plans.planversion', verbose_name='版本')),
            ],
            options={
                'verbose_name': '目标表述',
                'verbose_name_plural': '目标表述',
                'ordering': ['version', 'sequence'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['level', 'cumulative', 'annual', 'growth', 'annual_growth', 'share', 'completion', 'directional'])), name='plans_targetstatement_kind_known'), models.CheckConstraint(condition=models.Q(('comparator__in', ['at_least', 'more_than', 'about', 'at_most', 'reach'])), name='plans_targetstatement_comparator_known'), models.CheckConstraint(condition=models.Q(('value__isnull', False), ('kind', 'directional'), _connector='OR'), name='plans_targetstatement_figure_or_direction'), models.UniqueConstraint(fields=('target', 'version'), name='plans_targetstatement_once_a_version')],
                'indexes': [models.Index(fields=['indicator', 'deadline'], name='plans_targetstatement_of')],
            },
        ),
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', liangxin.foundation.fields.PublicIdField()),
                ('number', models.PositiveIntegerField(verbose_name='编号')),
                ('kind', models.CharField(choices=liangxin.domains.plans.terms.TaskKind.choices, default='task', max_length=12, verbose_name='种类')),
                ('dropped_in', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.planversion', verbose_name='取消它的版本')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='plans.plan', verbose_name='方案')),
            ],
            options={
                'verbose_name': '任务',
                'verbose_name_plural': '任务',
                'ordering': ['plan', 'number'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['task', 'measure_item'])), name='plans_task_kind_known'), models.UniqueConstraint(fields=('plan', 'number'), name='plans_task_number_once')],
            },
        ),
        migrations.CreateModel(
            name='TaskStatement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sequence', models.PositiveIntegerField(verbose_name='次序')),
                ('marker', models.CharField(blank=True, max_length=100, verbose_name='层次')),
                ('chapter', models.CharField(blank=True, max_length=500, verbose_name='章节')),
                ('title', models.TextField(verbose_name='任务')),
                ('due', models.CharField(blank=True, max_length=200, verbose_name='时限')),
                ('deadline', models.PositiveSmallIntegerField(null=True, verbose_name='期限')),
                ('leaders', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None, verbose_name='牵头领导')),
                ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.finding', verbose_name='原文')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='plans.task', verbose_name='任务')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='plans.planversion', verbose_name='版本')),
            ],
            options={
                'verbose_name': '任务表述',
                'verbose_name_plural': '任务表述',
                'ordering': ['version', 'sequence'],
                'constraints': [models.UniqueConstraint(fields=('task', 'version'), name='plans_taskstatement_once_a_version')],
            },
        ),
        migrations.CreateModel(
            name='TaskUnit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('written', models.CharField(max_length=200, verbose_name='原文名称')),
                ('part', models.CharField(choices=liangxin.domains.plans.terms.UnitPart.choices, max_length=7, verbose_name='分工')),
                ('position', models.PositiveSmallIntegerField(verbose_name='次序')),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='units', to='plans.taskstatement', verbose_name='任务')),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.unit', verbose_name='单位')),
            ],
            options={
                'verbose_name': '责任单位',
                'verbose_name_plural': '责任单位',
                'ordering': ['statement', 'part', 'position'],
                'constraints': [models.CheckConstraint(condition=models.Q(('part__in', ['lead', 'support'])), name='plans_taskunit_part_known'), models.UniqueConstraint(fields=('statement', 'part', 'position'), name='plans_taskunit_position_once')],
                'indexes': [models.Index(fields=['unit', 'part'], name='plans_taskunit_of_unit')],
            },
        ),
        migrations.CreateModel(
            name='UnitName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', liangxin.foundation.fields.PublicIdField()),
                ('written', models.CharField(max_length=200, verbose_name='原文名称')),
                ('plain', models.CharField(max_length=400, verbose_name='比较形式')),
                ('state', models.CharField(choices=liangxin.domains.plans.terms.NamingState.choices, default='proposed', max_length=9, verbose_name='对应')),
                ('score', models.FloatField(null=True, verbose_name='把握')),
                ('why', models.CharField(blank=True, max_length=60, verbose_name='依据')),
                ('clock', models.PositiveIntegerField(default=0, verbose_name='改动序号')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='unit_names', to='plans.plandocument', verbose_name='方案')),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.unit', verbose_name='单位')),
            ],
            options={
                'verbose_name': '单位名称',
                'verbose_name_plural': '单位名称',
                'ordering': ['document_id', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['proposed', 'confirmed', 'outside'])), name='plans_unitname_state_known'), models.UniqueConstraint(fields=('document', 'plain'), name='plans_unitname_once_a_document'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'confirmed'), _negated=True), ('unit__isnull', False), _connector='OR'), name='plans_unitname_confirmed_has_unit'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'outside'), _negated=True), ('unit', None), _connector='OR'), name='plans_unitname_outside_has_none')],
            },
        ),
        migrations.RemoveConstraint(
            model_name='finding',
            name='plans_finding_state_of_unread_only',
        ),
        migrations.RemoveConstraint(
            model_name='finding',
            name='plans_finding_settled_by_somebody',
        ),
        migrations.AddField(
            model_name='finding',
            name='clock',
            field=models.PositiveIntegerField(default=0, verbose_name='改动序号'),
        ),
        migrations.AddField(
            model_name='finding',
            name='corrected',
            field=models.JSONField(null=True, verbose_name='更正后的内容'),
        ),
        migrations.AddField(
            model_name='finding',
            name='indicator',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.indicator', verbose_name='指标'),
        ),
        migrations.AddField(
            model_name='finding',
            name='indicator_score',
            field=models.FloatField(null=True, verbose_name='对应把握'),
        ),
        migrations.AddField(
            model_name='finding',
            name='indicator_state',
            field=models.CharField(blank=True, choices=liangxin.domains.plans.terms.NamingState.choices, max_length=9, verbose_name='指标对应'),
        ),
        migrations.AddField(
            model_name='finding',
            name='made_from',
            field=models.ManyToManyField(related_name='parts', to='plans.finding', verbose_name='由何拆并'),
        ),
        migrations.AddField(
            model_name='plandocument',
            name='clock',
            field=models.PositiveIntegerField(default=0, verbose_name='审核序号'),
        ),
        migrations.AddField(
            model_name='plandocument',
            name='shape',
            field=models.PositiveIntegerField(default=0, verbose_name='增减序号'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('settled_at', None), ('settled_by', None), ('state__in', ['', 'open'])), models.Q(models.Q(('state__in', ['', 'open']), _negated=True), ('settled_at__isnull', False)), _connector='OR'), name='plans_finding_settled_on_a_day'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(('indicator_state__in', ['proposed', 'confirmed', 'outside', ''])), name='plans_finding_indicator_state_known'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('indicator', None), ('indicator_state', '')), models.Q(('indicator', None), ('indicator_state', 'outside'), ('kind', 'target')), models.Q(('indicator_state', 'proposed'), ('kind', 'target')), models.Q(('indicator__isnull', False), ('indicator_state', 'confirmed'), ('kind', 'target')), _connector='OR'), name='plans_finding_indicator_of_target'),
        ),
        migrations.AddField(
            model_name='plan',
            name='current',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.planversion', verbose_name='现行版本'),
        ),
        migrations.AddField(
            model_name='pairing',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pairings', to='plans.planversion', verbose_name='版本'),
        ),
        migrations.AddField(
            model_name='share',
            name='target',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shares', to='plans.target', verbose_name='目标'),
        ),
        migrations.AddField(
            model_name='pairing',
            name='target',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.target', verbose_name='原有目标'),
        ),
        migrations.AddField(
            model_name='targetstatement',
            name='task',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.task', verbose_name='所属任务'),
        ),
        migrations.AddField(
            model_name='pairing',
            name='task',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.task', verbose_name='原有任务'),
        ),
        migrations.AddConstraint(
            model_name='share',
            constraint=models.UniqueConstraint(fields=('target', 'region'), name='plans_share_once_a_region'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='targetstatement',
            trigger=pgtrigger.compiler.Trigger(name='stated_once', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION '% is stated once: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'plans_targetstatement_stated_once';", hash='64f865ae8a1f2ed5e6746ea8611d8df509bf98f0', operation='UPDATE OR DELETE', pgid='pgtrigger_stated_once_230a1', table='plans_targetstatement', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='pairing',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['unread', 'target', 'task', 'measure', 'member', 'basis', 'section'])), name='plans_pairing_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='pairing',
            constraint=models.UniqueConstraint(fields=('version', 'finding'), name='plans_pairing_finding_once'),
        ),
        migrations.AddConstraint(
            model_name='pairing',
            constraint=models.UniqueConstraint(fields=('version', 'target'), name='plans_pairing_target_once'),
        ),
        migrations.AddConstraint(
            model_name='pairing',
            constraint=models.UniqueConstraint(fields=('version', 'task'), name='plans_pairing_task_once'),
        ),
        migrations.AddConstraint(
            model_name='pairing',
            constraint=models.CheckConstraint(condition=models.Q(('finding__isnull', False), ('target__isnull', False), ('task__isnull', False), _connector='OR'), name='plans_pairing_has_a_side'),
        ),
        migrations.AddConstraint(
            model_name='pairing',
            constraint=models.CheckConstraint(condition=models.Q(('target', None), ('task', None), _connector='OR'), name='plans_pairing_of_one_sort'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='taskstatement',
            trigger=pgtrigger.compiler.Trigger(name='stated_once', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION '% is stated once: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'plans_taskstatement_stated_once';", hash='981285f46e51981de08038e04154cef6a2637bd1', operation='UPDATE OR DELETE', pgid='pgtrigger_stated_once_25bb0', table='plans_taskstatement', when='BEFORE')),
        ),
    ]
