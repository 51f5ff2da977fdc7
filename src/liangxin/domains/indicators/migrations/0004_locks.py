import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('indicators', '0003_workbooks'),
        ('regions', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='PeriodLock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='起')),
                ('ends_on', models.DateField(verbose_name='止（不含）')),
                ('source', models.CharField(max_length=200, verbose_name='出处')),
                ('locked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='锁定时间')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.indicator', verbose_name='指标')),
                ('locked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='审定人')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region', verbose_name='区划')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.unit', verbose_name='填报单位')),
            ],
            options={
                'verbose_name': '期间锁定',
                'verbose_name_plural': '期间锁定',
                'ordering': ['unit', 'starts_on', 'indicator'],
                'constraints': [models.UniqueConstraint(fields=('unit', 'indicator', 'region', 'starts_on', 'ends_on'), name='indicators_periodlock_once'), models.CheckConstraint(condition=models.Q(('ends_on__gt', models.F('starts_on'))), name='indicators_periodlock_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='LockException',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('until', models.DateField(verbose_name='截止日（含）')),
                ('reason', models.CharField(max_length=300, verbose_name='理由')),
                ('granted_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='批准时间')),
                ('account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='准许的人')),
                ('granted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='批准人')),
                ('lock', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exceptions', to='indicators.periodlock', verbose_name='锁定')),
            ],
            options={
                'verbose_name': '补改许可',
                'verbose_name_plural': '补改许可',
                'ordering': ['lock', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='indicators_lockexception_has_a_reason')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='periodlock',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION '% only grows: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'indicators_periodlock_append_only';", hash='7601ff186a8f38635c36ea08595d58af48626f3e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_be213', table='indicators_periodlock', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='periodlock',
            trigger=pgtrigger.compiler.Trigger(name='append_only_whole', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION '% only grows: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'indicators_periodlock_append_only';", hash='7b3a0acd0e9b14804f4426d2466f7bb3424e0224', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_append_only_whole_c1d5b', table='indicators_periodlock', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lockexception',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION '% only grows: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'indicators_lockexception_append_only';", hash='b59667bfba5d738f534c4c8095efc22279e86738', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2a84c', table='indicators_lockexception', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lockexception',
            trigger=pgtrigger.compiler.Trigger(name='append_only_whole', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION '% only grows: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'indicators_lockexception_append_only';", hash='c0af1b4d207632b0e83c238a39b0b28ded9d4ef8', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_append_only_whole_73bc2', table='indicators_lockexception', when='BEFORE')),
        ),
    ]
