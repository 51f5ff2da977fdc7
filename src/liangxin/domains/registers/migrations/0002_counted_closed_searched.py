import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('plans', '0003_findings_wait_for_review'),
        ('regions', '0001_initial'),
        ('registers', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='EvidenceWithdrawal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=300, verbose_name='撤回事由')),
                ('withdrawn_at', models.DateTimeField(auto_now_add=True, verbose_name='撤回时间')),
                ('evidence', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='withdrawal', to='registers.evidence', verbose_name='佐证')),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='撤回人')),
            ],
            options={
                'verbose_name': '佐证撤回',
                'verbose_name_plural': '佐证撤回',
                'ordering': ['evidence'],
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='registers_evidencewithdrawal_has_reason')],
            },
        ),
        migrations.CreateModel(
            name='FurtherTarget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('register', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='further_targets', to='registers.register', verbose_name='台账')),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.target', verbose_name='方案目标')),
            ],
            options={
                'verbose_name': '兼证的目标',
                'verbose_name_plural': '兼证的目标',
                'ordering': ['register', 'id'],
                'constraints': [models.UniqueConstraint(fields=('target', 'register'), name='registers_furthertarget_once_a_register')],
            },
        ),
        migrations.RemoveIndex(
            model_name='record',
            name='registers_record_days',
        ),
        migrations.AddField(
            model_name='record',
            name='amount',
            field=models.DecimalField(blank=True, decimal_places=6, editable=False, max_digits=30, null=True, verbose_name='计入数量'),
        ),
        migrations.AddField(
            model_name='record',
            name='counted_on',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='计入日期'),
        ),
        migrations.AddField(
            model_name='record',
            name='search',
            field=models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.SearchVector('words', config='simple'), output_field=django.contrib.postgres.search.SearchVectorField()),
        ),
        migrations.AddField(
            model_name='register',
            name='closed_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='封账时间'),
        ),
        migrations.AddField(
            model_name='register',
            name='closed_reason',
            field=models.CharField(blank=True, max_length=300, verbose_name='封账事由'),
        ),
        migrations.AddField(
            model_name='registertype',
            name='retired_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='停用时间'),
        ),
        migrations.AddField(
            model_name='registertype',
            name='retired_reason',
            field=models.CharField(blank=True, max_length=300, verbose_name='停用事由'),
        ),
        migrations.AlterField(
            model_name='record',
            name='words',
            field=models.TextField(blank=True, verbose_name='检索词'),
        ),
        migrations.AddIndex(
            model_name='record',
            index=models.Index(condition=models.Q(('counted_on__isnull', False), ('withdrawn_at__isnull', True)), fields=['register', 'counted_on'], include=('version', 'amount'), name='registers_record_counted'),
        ),
        migrations.AddIndex(
            model_name='record',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='registers_record_search'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='record',
            trigger=pgtrigger.compiler.Trigger(name='counted', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE feed jsonb;', func="\nSELECT spec->'feeds' INTO feed FROM registers_typeversion WHERE id = NEW.version_id;\nNEW.counted_on := (NEW.stage_days->>(feed->>'stage'))::date;\nNEW.amount := CASE feed->>'how' WHEN 'sum' THEN (NEW.values->>(feed->>'field'))::numeric END;\nRETURN NEW;\n", hash='66c9e4314855d750a032cf8196d867631371f1bc', operation='INSERT OR UPDATE', pgid='pgtrigger_counted_d4f73', table='registers_record', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='register',
            constraint=models.CheckConstraint(condition=models.Q(('closed_at__isnull', True), models.Q(('closed_reason', ''), _negated=True), _connector='OR'), name='registers_register_closed_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='registertype',
            constraint=models.CheckConstraint(condition=models.Q(('retired_at__isnull', True), models.Q(models.Q(('retired_reason', ''), _negated=True), ('region__isnull', False)), _connector='OR'), name='registers_registertype_retired_is_own_and_has_reason'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='evidencewithdrawal',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION '% only grows: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'registers_evidencewithdrawal_append_only';", hash='f6325b91752ad66cde1076da62493fd512c78c57', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e5149', table='registers_evidencewithdrawal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='evidencewithdrawal',
            trigger=pgtrigger.compiler.Trigger(name='append_only_whole', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION '% only grows: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'registers_evidencewithdrawal_append_only';", hash='74ee3e2d8148205f0a7af88df825f40d5c65077b', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_append_only_whole_65d60', table='registers_evidencewithdrawal', when='BEFORE')),
        ),
    ]
