import django.contrib.postgres.fields
import django.db.models.deletion
import liangxin.domains.plans.terms
import liangxin.foundation.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('files', '0001_initial'),
        ('regions', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='PlanDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', liangxin.foundation.fields.PublicIdField()),
                ('name', models.CharField(max_length=255, verbose_name='文件名')),
                ('is_pasted', models.BooleanField(default=False, verbose_name='粘贴的文本')),
                ('uploaded_at', models.DateTimeField(verbose_name='上传时间')),
                ('state', models.CharField(choices=liangxin.domains.plans.terms.DocumentState.choices, default='waiting', max_length=8, verbose_name='状态')),
                ('run', models.CharField(blank=True, max_length=36, verbose_name='读取任务')),
                ('read_at', models.DateTimeField(null=True, verbose_name='读出时间')),
                ('text', models.TextField(blank=True, verbose_name='正文')),
                ('layout', models.JSONField(default=list, verbose_name='行')),
                ('format', models.CharField(blank=True, max_length=16, verbose_name='格式')),
                ('warnings', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None, verbose_name='提示')),
                ('head', models.JSONField(default=dict, verbose_name='文首')),
                ('title', models.CharField(blank=True, max_length=500, verbose_name='标题')),
                ('issuer', models.CharField(blank=True, max_length=200, verbose_name='发文机关')),
                ('document_number', models.CharField(blank=True, max_length=100, verbose_name='文号')),
                ('issued_on', models.DateField(null=True, verbose_name='成文日期')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile', verbose_name='原件')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region', verbose_name='地区')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='上传人')),
            ],
            options={
                'verbose_name': '方案文件',
                'verbose_name_plural': '方案文件',
                'ordering': ['-uploaded_at', '-id'],
                'indexes': [models.Index(fields=['region', '-uploaded_at'], name='plans_plandocument_newest')],
                'constraints': [models.UniqueConstraint(fields=('region', 'file'), name='plans_plandocument_file_once_a_region'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'read'])), name='plans_plandocument_state_known'), models.CheckConstraint(condition=models.Q(('state', 'waiting'), models.Q(('read_at__isnull', False), models.Q(('text', ''), _negated=True)), _connector='OR'), name='plans_plandocument_read_has_text')],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', liangxin.foundation.fields.PublicIdField()),
                ('kind', models.CharField(choices=liangxin.domains.plans.terms.FindingKind.choices, max_length=8, verbose_name='种类')),
                ('sequence', models.PositiveIntegerField(verbose_name='次序')),
                ('marker', models.CharField(blank=True, max_length=100, verbose_name='层次')),
                ('start', models.PositiveIntegerField(verbose_name='起')),
                ('end', models.PositiveIntegerField(verbose_name='止')),
                ('confidence', models.FloatField(verbose_name='把握')),
                ('origin', models.CharField(choices=liangxin.domains.plans.terms.Origin.choices, default='reader', max_length=9, verbose_name='来源')),
                ('facts', models.JSONField(verbose_name='内容')),
                ('proposal', models.JSONField(null=True, verbose_name='助手建议')),
                ('state', models.CharField(blank=True, choices=liangxin.domains.plans.terms.ReviewState.choices, max_length=9, verbose_name='处理')),
                ('settled_at', models.DateTimeField(null=True, verbose_name='处理时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='理由')),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='处理人')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='plans.plandocument', verbose_name='方案')),
            ],
            options={
                'verbose_name': '读出的内容',
                'verbose_name_plural': '读出的内容',
                'ordering': ['document_id', 'start', 'sequence'],
                'constraints': [models.UniqueConstraint(fields=('document', 'kind', 'sequence'), name='plans_finding_sequence_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['unread', 'target', 'task', 'measure', 'member', 'basis', 'section'])), name='plans_finding_kind_known'), models.CheckConstraint(condition=models.Q(('origin__in', ['reader', 'person'])), name='plans_finding_origin_known'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'unread'), ('state__in', ['open', 'taken', 'dismissed'])), models.Q(models.Q(('kind', 'unread'), _negated=True), ('state', '')), _connector='OR'), name='plans_finding_state_of_unread_only'), models.CheckConstraint(condition=models.Q(models.Q(('settled_at', None), ('settled_by', None), ('state__in', ['', 'open'])), models.Q(models.Q(('state__in', ['', 'open']), _negated=True), ('settled_at__isnull', False), ('settled_by__isnull', False)), _connector='OR'), name='plans_finding_settled_by_somebody'), models.CheckConstraint(condition=models.Q(('proposal__isnull', True), ('kind', 'unread'), _connector='OR'), name='plans_finding_proposal_for_unread_only'), models.CheckConstraint(condition=models.Q(('end__gte', models.F('start'))), name='plans_finding_span_forward'), models.CheckConstraint(condition=models.Q(('confidence__gte', 0), ('confidence__lte', 1)), name='plans_finding_confidence_is_a_share')],
            },
        ),
    ]
