import django.db.models.deletion
import liangxin.domains.standards.terms
import liangxin.foundation.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('files', '0001_initial'),
        ('regions', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', liangxin.foundation.fields.PublicIdField()),
                ('kind', models.CharField(choices=liangxin.domains.standards.terms.CertificateKind.choices, max_length=16, verbose_name='类别')),
                ('number', models.CharField(max_length=60, verbose_name='证书编号')),
                ('holder', models.CharField(max_length=100, verbose_name='持证单位')),
                ('product', models.CharField(blank=True, max_length=200, verbose_name='产品')),
                ('valid_from', models.DateField(verbose_name='生效日期')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='有效期至')),
                ('file_name', models.CharField(blank=True, max_length=200, verbose_name='文件名')),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile', verbose_name='证书文件')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region', verbose_name='所属区划')),
            ],
            options={
                'verbose_name': '证书',
                'verbose_name_plural': '证书',
                'ordering': ['kind', 'number'],
                'indexes': [models.Index(fields=['valid_until'], name='standards_certificate_end')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['green_product', 'carbon_footprint', 'energy_saving'])), name='standards_certificate_kind_known'), models.UniqueConstraint(fields=('kind', 'number'), name='standards_certificate_number_once_a_kind'), models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='standards_certificate_days_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Standard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', liangxin.foundation.fields.PublicIdField()),
                ('number', models.CharField(max_length=60, unique=True, verbose_name='标准编号')),
                ('title', models.CharField(max_length=200, verbose_name='名称')),
                ('title_en', models.CharField(blank=True, max_length=300, verbose_name='英文名称')),
                ('kind', models.CharField(choices=liangxin.domains.standards.terms.StandardKind.choices, max_length=12, verbose_name='类别')),
                ('is_mandatory', models.BooleanField(default=False, verbose_name='强制性')),
                ('state', models.CharField(choices=liangxin.domains.standards.terms.StandardState.choices, default='drafting', max_length=12, verbose_name='状态')),
                ('published_on', models.DateField(blank=True, null=True, verbose_name='发布日期')),
                ('in_force_on', models.DateField(blank=True, null=True, verbose_name='实施日期')),
                ('withdrawn_on', models.DateField(blank=True, null=True, verbose_name='废止或被代替日期')),
                ('scope', models.CharField(blank=True, max_length=400, verbose_name='适用范围')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='依据来源')),
                ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region', verbose_name='所属区划')),
            ],
            options={
                'verbose_name': '标准',
                'verbose_name_plural': '标准',
                'ordering': ['number'],
                'indexes': [models.Index(condition=models.Q(('state', 'published')), fields=['in_force_on'], name='standards_standard_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['national', 'industry', 'local', 'group', 'enterprise'])), name='standards_standard_kind_known'), models.CheckConstraint(condition=models.Q(('state__in', ['unconfirmed', 'drafting', 'published', 'in_force', 'superseded', 'withdrawn'])), name='standards_standard_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), ('published_on__isnull', False), _connector='OR'), name='standards_standard_published_has_day'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'in_force'), _negated=True), ('in_force_on__isnull', False), _connector='OR'), name='standards_standard_in_force_has_day'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['superseded', 'withdrawn']), _negated=True), ('withdrawn_on__isnull', False), _connector='OR'), name='standards_standard_ended_has_day'), models.CheckConstraint(condition=models.Q(('published_on__isnull', True), ('in_force_on__isnull', True), ('in_force_on__gte', models.F('published_on')), _connector='OR'), name='standards_standard_days_in_order'), models.CheckConstraint(condition=models.Q(('is_mandatory', False), ('kind__in', ['national', 'industry', 'local']), _connector='OR'), name='standards_standard_mandatory_kinds'), models.CheckConstraint(condition=models.Q(('region__isnull', False), ('kind__in', ['national', 'industry', 'group']), _connector='OR'), name='standards_standard_shared_kinds')],
            },
        ),
        migrations.CreateModel(
            name='EfficiencyRequirement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('product', models.CharField(max_length=100, verbose_name='产品设备')),
                ('level', models.CharField(choices=liangxin.domains.standards.terms.EfficiencyLevel.choices, max_length=10, verbose_name='能效水平')),
                ('requirement', models.CharField(max_length=200, verbose_name='要求')),
                ('clause', models.CharField(blank=True, max_length=100, verbose_name='条款')),
                ('standard', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='requirements', to='standards.standard', verbose_name='标准')),
            ],
            options={
                'verbose_name': '能效水平',
                'verbose_name_plural': '能效水平',
                'ordering': ['standard', 'product', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('level__in', ['advanced', 'saving', 'access'])), name='standards_efficiencyrequirement_level_known'), models.UniqueConstraint(fields=('standard', 'product', 'level'), name='standards_efficiencyrequirement_once')],
            },
        ),
        migrations.CreateModel(
            name='DraftingWork',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('project', models.CharField(blank=True, max_length=60, verbose_name='计划项目编号')),
                ('lead_drafter', models.CharField(max_length=100, verbose_name='牵头起草单位')),
                ('stage', models.CharField(choices=liangxin.domains.standards.terms.DraftingStage.choices, max_length=12, verbose_name='阶段')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='计划完成日期')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.unit', verbose_name='归口部门')),
                ('standard', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='drafting', to='standards.standard', verbose_name='标准')),
            ],
            options={
                'verbose_name': '制修订工作',
                'verbose_name_plural': '制修订工作',
                'constraints': [models.CheckConstraint(condition=models.Q(('stage__in', ['proposed', 'drafted', 'consulted', 'reviewed', 'approved'])), name='standards_draftingwork_stage_known')],
            },
        ),
        migrations.CreateModel(
            name='Conformity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', liangxin.foundation.fields.PublicIdField()),
                ('subject', models.CharField(max_length=200, verbose_name='检查对象')),
                ('result', models.CharField(choices=liangxin.domains.standards.terms.Conformance.choices, max_length=10, verbose_name='结果')),
                ('checked_on', models.DateField(verbose_name='检查日期')),
                ('checked_by', models.CharField(max_length=100, verbose_name='检查单位')),
                ('certificate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='standards.certificate', verbose_name='证书')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region', verbose_name='所属区划')),
                ('standard', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conformities', to='standards.standard', verbose_name='标准')),
            ],
            options={
                'verbose_name': '符合性',
                'verbose_name_plural': '符合性',
                'ordering': ['-checked_on', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('result__in', ['conforms', 'partly', 'fails', 'unknown'])), name='standards_conformity_result_known')],
            },
        ),
        migrations.AddField(
            model_name='certificate',
            name='standard',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='standards.standard', verbose_name='依据标准'),
        ),
        migrations.CreateModel(
            name='Supersession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_partial', models.BooleanField(default=False, verbose_name='部分代替')),
                ('newer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='standards.standard', verbose_name='新标准')),
                ('older', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='standards.standard', verbose_name='被代替的标准')),
            ],
            options={
                'verbose_name': '代替关系',
                'verbose_name_plural': '代替关系',
                'ordering': ['newer', 'older'],
                'constraints': [models.UniqueConstraint(fields=('newer', 'older'), name='standards_supersession_once'), models.CheckConstraint(condition=models.Q(('newer', models.F('older')), _negated=True), name='standards_supersession_of_another')],
            },
        ),
    ]
