import django.db.models.deletion
import liangxin.domains.indicators.terms
import liangxin.foundation.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('files', '0001_initial'),
        ('indicators', '0002_observations'),
        ('regions', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Workbook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', liangxin.foundation.fields.PublicIdField()),
                ('file_name', models.CharField(max_length=200, verbose_name='文件名')),
                ('state', models.CharField(choices=liangxin.domains.indicators.terms.WorkbookState.choices, default='checked', max_length=9, verbose_name='状态')),
                ('layout', models.CharField(choices=liangxin.domains.indicators.terms.Layout.choices, max_length=8, verbose_name='版式')),
                ('sheet', models.CharField(blank=True, max_length=100, verbose_name='工作表')),
                ('head_row', models.PositiveIntegerField(default=0, verbose_name='表头行')),
                ('digest', models.CharField(max_length=64, verbose_name='清单摘要')),
                ('rows_new', models.PositiveIntegerField(default=0, verbose_name='新增')),
                ('rows_revised', models.PositiveIntegerField(default=0, verbose_name='修订')),
                ('rows_unchanged', models.PositiveIntegerField(default=0, verbose_name='不变')),
                ('rows_faulty', models.PositiveIntegerField(default=0, verbose_name='有误的行')),
                ('rows_doubtful', models.PositiveIntegerField(default=0, verbose_name='存疑')),
                ('notices', models.JSONField(default=list, verbose_name='读取说明')),
                ('faults', models.JSONField(default=list, verbose_name='问题')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='发布说明')),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='上传时间')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='发布时间')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='撤销时间')),
                ('undo_reason', models.CharField(blank=True, max_length=300, verbose_name='撤销事由')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile', verbose_name='文件')),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发布人')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region', verbose_name='区划')),
                ('same_as', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.workbook', verbose_name='首次发布')),
                ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='撤销人')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.unit', verbose_name='上传单位')),
                ('uploaded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='上传人')),
            ],
            options={
                'verbose_name': '数据工作簿',
                'verbose_name_plural': '数据工作簿',
                'ordering': ['region', '-id'],
                'indexes': [models.Index(fields=['region', 'digest'], name='indicators_workbook_by_digest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['checked', 'published', 'undone'])), name='indicators_workbook_state_known'), models.CheckConstraint(condition=models.Q(('layout__in', ['rows', 'months'])), name='indicators_workbook_layout_known'), models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', False), ('state__in', ['published', 'undone'])), models.Q(('published_at__isnull', True), ('state', 'checked')), _connector='OR'), name='indicators_workbook_published_at_a_moment'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'undone'), ('undone_at__isnull', False), models.Q(('undo_reason', ''), _negated=True)), models.Q(models.Q(('state', 'undone'), _negated=True), ('undone_at__isnull', True)), _connector='OR'), name='indicators_workbook_undone_has_reason')],
            },
        ),
        migrations.CreateModel(
            name='WorkbookRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='行号')),
                ('column', models.CharField(max_length=3, verbose_name='列')),
                ('outcome', models.CharField(choices=liangxin.domains.indicators.terms.RowOutcome.choices, max_length=9, verbose_name='结果')),
                ('origin', models.CharField(choices=liangxin.domains.indicators.terms.Origin.choices, max_length=10, verbose_name='来源')),
                ('form', models.CharField(choices=liangxin.domains.indicators.terms.Form.choices, max_length=8, verbose_name='数值形式')),
                ('starts_on', models.DateField(verbose_name='起')),
                ('ends_on', models.DateField(verbose_name='止（不含）')),
                ('counted_in', models.CharField(max_length=20, verbose_name='计量单位')),
                ('value', models.DecimalField(decimal_places=10, max_digits=26, verbose_name='数值')),
                ('numerator', models.DecimalField(blank=True, decimal_places=10, max_digits=26, null=True, verbose_name='分子')),
                ('denominator', models.DecimalField(blank=True, decimal_places=10, max_digits=26, null=True, verbose_name='分母')),
                ('weight', models.DecimalField(blank=True, decimal_places=10, max_digits=26, null=True, verbose_name='权重')),
                ('got', models.PositiveIntegerField(default=1, verbose_name='已有份数')),
                ('expected', models.PositiveIntegerField(default=1, verbose_name='应有份数')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='出处')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                ('doubts', models.JSONField(default=list, verbose_name='疑点')),
                ('before', models.JSONField(blank=True, null=True, verbose_name='原来')),
                ('written', models.PositiveIntegerField(blank=True, null=True, verbose_name='写入的修订次序')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.indicator', verbose_name='指标')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region', verbose_name='区划')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.unit', verbose_name='填报单位')),
                ('workbook', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='indicators.workbook', verbose_name='工作簿')),
            ],
            options={
                'verbose_name': '数据工作簿的行',
                'verbose_name_plural': '数据工作簿的行',
                'ordering': ['workbook', 'number', 'id'],
                'indexes': [models.Index(fields=['workbook', 'outcome', 'number'], name='indicators_workbookrow_outcome')],
                'constraints': [models.UniqueConstraint(fields=('workbook', 'number', 'column'), name='indicators_workbookrow_cell_once'), models.CheckConstraint(condition=models.Q(('outcome__in', ['new', 'revised', 'unchanged'])), name='indicators_workbookrow_outcome_known'), models.CheckConstraint(condition=models.Q(('origin__in', ['computed', 'reported', 'estimated'])), name='indicators_workbookrow_origin_known'), models.CheckConstraint(condition=models.Q(('form__in', ['flow', 'to_date', 'stock'])), name='indicators_workbookrow_form_known'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'revised'), _negated=True), ('before__isnull', False), _connector='OR'), name='indicators_workbookrow_knows_what_stood_there')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='workbook',
            trigger=pgtrigger.compiler.Trigger(name='stands', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF OLD.state = 'undone' OR (OLD.state = 'published' AND NEW.state IS DISTINCT FROM 'undone') THEN RAISE EXCEPTION '% of a published workbook stands: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'indicators_workbook_stands'; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;", hash='80399f223575a5a88844a608382190f18f925f77', operation='UPDATE OR DELETE', pgid='pgtrigger_stands_58c60', table='indicators_workbook', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='workbookrow',
            trigger=pgtrigger.compiler.Trigger(name='stands', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF EXISTS (SELECT 1 FROM indicators_workbook b WHERE b.id = OLD.workbook_id AND b.state IN ('published', 'undone')) THEN RAISE EXCEPTION '% of a published workbook stands: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'indicators_workbookrow_stands'; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;", hash='f98eb26ebac12fd820c091b3f78dd6ef4acfc998', operation='UPDATE OR DELETE', pgid='pgtrigger_stands_6f6e0', table='indicators_workbookrow', when='BEFORE')),
        ),
    ]
