import django.contrib.postgres.indexes
import django.db.models.deletion
import liangxin.foundation.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('files', '0001_initial'),
        ('plans', '0003_findings_wait_for_review'),
        ('regions', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='RegisterType',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', liangxin.foundation.fields.PublicIdField()),
                ('code', models.CharField(max_length=60, verbose_name='代码')),
                ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region', verbose_name='所属区划')),
            ],
            options={
                'verbose_name': '台账类型',
                'verbose_name_plural': '台账类型',
                'ordering': ['code', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('region__isnull', True)), fields=('code',), name='registers_registertype_shared_code_once'), models.UniqueConstraint(fields=('code', 'region'), name='registers_registertype_code_once_a_region')],
            },
        ),
        migrations.CreateModel(
            name='Register',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', liangxin.foundation.fields.PublicIdField()),
                ('title', models.CharField(max_length=120, verbose_name='名称')),
                ('opened_at', models.DateTimeField(auto_now_add=True, verbose_name='建立时间')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region', verbose_name='所属区划')),
                ('target', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.target', verbose_name='方案目标')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.unit', verbose_name='填报单位')),
                ('type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='registers', to='registers.registertype', verbose_name='台账类型')),
            ],
            options={
                'verbose_name': '台账',
                'verbose_name_plural': '台账',
                'ordering': ['region', 'title', 'id'],
                'constraints': [models.UniqueConstraint(fields=('unit', 'title'), name='registers_register_title_once_a_unit'), models.UniqueConstraint(condition=models.Q(('target__isnull', False)), fields=('target', 'type', 'unit'), name='registers_register_once_a_target')],
            },
        ),
        migrations.CreateModel(
            name='TypeVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='版本')),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
                ('unit', models.CharField(max_length=20, verbose_name='计数单位')),
                ('indicator_code', models.CharField(blank=True, max_length=60, verbose_name='指标代码')),
                ('spec', models.JSONField(verbose_name='内容')),
                ('source', models.TextField(blank=True, verbose_name='原文')),
                ('starts_on', models.DateField(verbose_name='启用日期')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='制定时间')),
                ('type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='registers.registertype', verbose_name='台账类型')),
            ],
            options={
                'verbose_name': '台账类型版本',
                'verbose_name_plural': '台账类型版本',
                'ordering': ['type', '-number'],
                'constraints': [models.UniqueConstraint(fields=('type', 'number'), name='registers_typeversion_number_once')],
            },
        ),
        migrations.CreateModel(
            name='Record',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', liangxin.foundation.fields.PublicIdField()),
                ('values', models.JSONField(verbose_name='内容')),
                ('key', models.CharField(max_length=600, verbose_name='主键')),
                ('shown_key', models.CharField(max_length=600, verbose_name='名称')),
                ('words', models.TextField(blank=True, verbose_name='检索文字')),
                ('stage', models.CharField(max_length=60, verbose_name='阶段')),
                ('stage_days', models.JSONField(default=dict, verbose_name='到达各阶段的日期')),
                ('clock', models.PositiveIntegerField(default=0, verbose_name='修改次数')),
                ('entered_at', models.DateTimeField(auto_now_add=True, verbose_name='登记时间')),
                ('changed_at', models.DateTimeField(auto_now=True, verbose_name='修改时间')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='撤回时间')),
                ('withdrawn_reason', models.CharField(blank=True, max_length=300, verbose_name='撤回事由')),
                ('changed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='修改人')),
                ('entered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('register', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='records', to='registers.register', verbose_name='台账')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.typeversion', verbose_name='类型版本')),
            ],
            options={
                'verbose_name': '台账记录',
                'verbose_name_plural': '台账记录',
                'ordering': ['register', 'id'],
                'indexes': [models.Index(condition=models.Q(('withdrawn_at__isnull', True)), fields=['register', 'stage'], name='registers_record_by_stage'), django.contrib.postgres.indexes.GinIndex(fields=['stage_days'], name='registers_record_days')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('register', 'key'), name='registers_record_key_once_a_register'), models.CheckConstraint(condition=models.Q(('withdrawn_at__isnull', True), models.Q(('withdrawn_reason', ''), _negated=True), _connector='OR'), name='registers_record_withdrawn_has_reason')],
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', liangxin.foundation.fields.PublicIdField()),
                ('name', models.CharField(max_length=60, verbose_name='佐证')),
                ('file_name', models.CharField(max_length=200, verbose_name='文件名')),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='上传时间')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile', verbose_name='文件')),
                ('uploaded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='上传人')),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='registers.record', verbose_name='记录')),
            ],
            options={
                'verbose_name': '佐证',
                'verbose_name_plural': '佐证',
                'ordering': ['record', 'name', 'id'],
                'constraints': [models.UniqueConstraint(fields=('record', 'name', 'file'), name='registers_evidence_once_a_name')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='evidence',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION '% only grows: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'registers_evidence_append_only';", hash='78a62a818eb7b0065b4bac2ca7ea431b49e5e220', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1b77b', table='registers_evidence', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='evidence',
            trigger=pgtrigger.compiler.Trigger(name='append_only_whole', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION '% only grows: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'registers_evidence_append_only';", hash='935b960c6ac27e333b6a290494913812c1b145b8', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_append_only_whole_3f9de', table='registers_evidence', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='typeversion',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION '% only grows: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'registers_typeversion_append_only';", hash='42e959d6f144d9fd35742728e61824e37d4fe970', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_44ead', table='registers_typeversion', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='typeversion',
            trigger=pgtrigger.compiler.Trigger(name='append_only_whole', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION '% only grows: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'registers_typeversion_append_only';", hash='a65b04bd1e1d7e7141eb1ad306eb3affbebc01b0', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_append_only_whole_7c571', table='registers_typeversion', when='BEFORE')),
        ),
    ]
