import django.db.models.deletion
import liangxin.domains.registers.terms
import liangxin.foundation.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('files', '0001_initial'),
        ('registers', '0003_fill_counted_and_words'),
    ]

    operations = [
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', liangxin.foundation.fields.PublicIdField()),
                ('file_name', models.CharField(max_length=200, verbose_name='文件名')),
                ('state', models.CharField(choices=liangxin.domains.registers.terms.ImportState.choices, default='waiting', max_length=9, verbose_name='状态')),
                ('run', models.CharField(blank=True, max_length=36, verbose_name='任务编号')),
                ('sheet', models.CharField(blank=True, max_length=100, verbose_name='工作表')),
                ('head_row', models.PositiveIntegerField(default=0, verbose_name='表头行')),
                ('digest', models.CharField(blank=True, max_length=64, verbose_name='清单摘要')),
                ('rows_new', models.PositiveIntegerField(default=0, verbose_name='新增')),
                ('rows_changed', models.PositiveIntegerField(default=0, verbose_name='修改')),
                ('rows_unchanged', models.PositiveIntegerField(default=0, verbose_name='不变')),
                ('rows_faulty', models.PositiveIntegerField(default=0, verbose_name='有误')),
                ('notices', models.JSONField(default=list, verbose_name='提示')),
                ('refusal', models.CharField(blank=True, max_length=500, verbose_name='拒绝原因')),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='上传时间')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='发布时间')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='撤销时间')),
                ('undo_reason', models.CharField(blank=True, max_length=300, verbose_name='撤销事由')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile', verbose_name='文件')),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发布人')),
                ('register', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='imports', to='registers.register', verbose_name='台账')),
                ('same_as', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.import', verbose_name='首次导入')),
                ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='撤销人')),
                ('uploaded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='上传人')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.typeversion', verbose_name='类型版本')),
            ],
            options={
                'verbose_name': '导入',
                'verbose_name_plural': '导入',
                'ordering': ['register', '-id'],
                'indexes': [models.Index(fields=['register', 'digest'], name='registers_import_by_digest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'checked', 'refused', 'published', 'undone'])), name='registers_import_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', False), ('state__in', ['published', 'undone'])), models.Q(('published_at__isnull', True), ('state__in', ['waiting', 'checked', 'refused'])), _connector='OR'), name='registers_import_published_at_a_moment'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'undone'), ('undone_at__isnull', False), models.Q(('undo_reason', ''), _negated=True)), models.Q(models.Q(('state', 'undone'), _negated=True), ('undone_at__isnull', True)), _connector='OR'), name='registers_import_undone_has_reason')],
            },
        ),
        migrations.CreateModel(
            name='ImportFault',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row', models.PositiveIntegerField(verbose_name='行号')),
                ('column', models.CharField(blank=True, max_length=3, verbose_name='列')),
                ('label', models.CharField(blank=True, max_length=100, verbose_name='列名')),
                ('code', models.CharField(max_length=60, verbose_name='代码')),
                ('sentence', models.TextField(verbose_name='问题')),
                ('remedy', models.TextField(blank=True, verbose_name='办法')),
                ('details', models.JSONField(default=dict, verbose_name='内容')),
                ('typed', models.CharField(blank=True, max_length=200, verbose_name='填写的内容')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='faults', to='registers.import', verbose_name='导入')),
            ],
            options={
                'verbose_name': '导入的问题',
                'verbose_name_plural': '导入的问题',
                'ordering': ['batch', 'row', 'id'],
                'indexes': [models.Index(fields=['batch', 'row'], name='registers_importfault_row')],
            },
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='行号')),
                ('outcome', models.CharField(choices=liangxin.domains.registers.terms.RowOutcome.choices, max_length=9, verbose_name='结果')),
                ('digest', models.CharField(max_length=64, verbose_name='摘要')),
                ('key', models.CharField(blank=True, max_length=600, verbose_name='主键')),
                ('shown_key', models.CharField(blank=True, max_length=600, verbose_name='名称')),
                ('words', models.TextField(blank=True, verbose_name='检索文字')),
                ('values', models.JSONField(blank=True, null=True, verbose_name='内容')),
                ('stage', models.CharField(blank=True, max_length=60, verbose_name='阶段')),
                ('stage_days', models.JSONField(blank=True, null=True, verbose_name='到达各阶段的日期')),
                ('clock', models.PositiveIntegerField(blank=True, null=True, verbose_name='核对时的修改次数')),
                ('before', models.JSONField(blank=True, null=True, verbose_name='原来')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='registers.import', verbose_name='导入')),
                ('record', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='import_rows', to='registers.record', verbose_name='记录')),
            ],
            options={
                'verbose_name': '导入的行',
                'verbose_name_plural': '导入的行',
                'ordering': ['batch', 'number'],
                'indexes': [models.Index(fields=['batch', 'outcome', 'number'], name='registers_importrow_outcome')],
                'constraints': [models.UniqueConstraint(fields=('batch', 'number'), name='registers_importrow_number_once'), models.CheckConstraint(condition=models.Q(('outcome__in', ['new', 'changed', 'unchanged', 'faulty'])), name='registers_importrow_outcome_known'), models.CheckConstraint(condition=models.Q(models.Q(('outcome__in', ['new', 'changed']), _negated=True), models.Q(('stage_days__isnull', False), ('values__isnull', False)), _connector='OR'), name='registers_importrow_says_what_it_writes'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'changed'), _negated=True), models.Q(('before__isnull', False), ('clock__isnull', False), ('record__isnull', False)), _connector='OR'), name='registers_importrow_knows_what_stood_there')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='import',
            trigger=pgtrigger.compiler.Trigger(name='stands', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF OLD.state = 'undone' OR (OLD.state = 'published' AND NEW.state IS DISTINCT FROM 'undone' AND (to_jsonb(OLD) - 'run') IS DISTINCT FROM (to_jsonb(NEW) - 'run')) THEN RAISE EXCEPTION '% of a published import stands: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'registers_import_stands'; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;", hash='769ea907b9d39ccdb468ff52e11b14e2657a8dc8', operation='UPDATE OR DELETE', pgid='pgtrigger_stands_a2fb7', table='registers_import', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='importfault',
            trigger=pgtrigger.compiler.Trigger(name='stands', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF EXISTS (SELECT 1 FROM registers_import b WHERE b.id = OLD.batch_id AND b.state IN ('published', 'undone')) THEN RAISE EXCEPTION '% of a published import stands: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'registers_importfault_stands'; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;", hash='ff4ab0a84c527f4d17f02d701f0fcfdb89953a1a', operation='UPDATE OR DELETE', pgid='pgtrigger_stands_43edb', table='registers_importfault', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='importrow',
            trigger=pgtrigger.compiler.Trigger(name='stands', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF EXISTS (SELECT 1 FROM registers_import b WHERE b.id = OLD.batch_id AND b.state IN ('published', 'undone')) THEN RAISE EXCEPTION '% of a published import stands: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'registers_importrow_stands'; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;", hash='45f3a1109131df058c512fb554bc633bbffdbc08', operation='UPDATE OR DELETE', pgid='pgtrigger_stands_405f4', table='registers_importrow', when='BEFORE')),
        ),
    ]
