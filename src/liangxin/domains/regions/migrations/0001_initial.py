import django.contrib.postgres.fields
import django.db.models.deletion
import liangxin.domains.regions.terms
import liangxin.foundation.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='TeamGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=50, verbose_name='名称')),
                ('position', models.PositiveSmallIntegerField(verbose_name='次序')),
            ],
            options={
                'verbose_name': '专项工作组',
                'verbose_name_plural': '专项工作组',
                'ordering': ['team', 'position'],
            },
        ),
        migrations.CreateModel(
            name='Region',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=10, unique=True, verbose_name='代码')),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
                ('name_en', models.CharField(blank=True, max_length=120, verbose_name='英文名称')),
                ('kind', models.CharField(choices=liangxin.domains.regions.terms.RegionKind.choices, max_length=10, verbose_name='类别')),
                ('level', models.CharField(choices=liangxin.domains.regions.terms.RegionLevel.choices, max_length=10, verbose_name='级别')),
                ('path', models.CharField(max_length=50, unique=True, verbose_name='路径')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='设立日期')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='撤销日期')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='below', to='regions.region', verbose_name='上级')),
            ],
            options={
                'verbose_name': '区划',
                'verbose_name_plural': '区划',
                'ordering': ['code'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['division', 'zone'])), name='regions_region_kind_known'), models.CheckConstraint(condition=models.Q(('level__in', ['province', 'city', 'county'])), name='regions_region_level_known'), models.CheckConstraint(condition=models.Q(models.Q(('code__regex', '^\\d{6}$'), ('kind', 'division')), models.Q(('code__regex', '^\\d{6}-Z\\d{2}$'), ('kind', 'zone'), ('parent__isnull', False)), _connector='OR'), name='regions_region_code_of_kind'), models.CheckConstraint(condition=models.Q(('level', 'province'), ('parent__isnull', False), _connector='OR'), name='regions_region_has_parent'), models.CheckConstraint(condition=models.Q(('path__endswith', '/')), name='regions_region_path_closed'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_from__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='regions_region_days_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Role',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', liangxin.foundation.fields.PublicIdField()),
                ('code', models.CharField(max_length=40, verbose_name='代码')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
                ('name_en', models.CharField(blank=True, max_length=80, verbose_name='英文名称')),
                ('reach', models.CharField(choices=liangxin.domains.regions.terms.RoleReach.choices, default='unit', max_length=8, verbose_name='适用范围')),
                ('powers', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None, verbose_name='权限')),
                ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='roles', to='regions.region', verbose_name='所属区划')),
            ],
            options={
                'verbose_name': '角色',
                'verbose_name_plural': '角色',
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('reach__in', ['unit', 'region'])), name='regions_role_reach_known'), models.UniqueConstraint(fields=('region', 'code'), name='regions_role_code_once_a_region', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', liangxin.foundation.fields.PublicIdField()),
                ('name', models.CharField(max_length=100, verbose_name='全称')),
                ('short_name', models.CharField(blank=True, max_length=100, verbose_name='规范简称')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='英文名称')),
                ('kind', models.CharField(choices=liangxin.domains.regions.terms.UnitKind.choices, default='department', max_length=12, verbose_name='类别')),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_units', to='regions.unit', verbose_name='并入')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='units', to='regions.region', verbose_name='区划')),
            ],
            options={
                'verbose_name': '单位',
                'verbose_name_plural': '单位',
                'ordering': ['region__code', 'name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['office', 'department', 'vertical', 'institution', 'enterprise', 'town', 'group'])), name='regions_unit_kind_known'), models.UniqueConstraint(condition=models.Q(('merged_into__isnull', True)), fields=('region', 'name'), name='regions_unit_name_once_a_region'), models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), models.Q(('merged_into', models.F('id')), _negated=True), _connector='OR'), name='regions_unit_not_its_own_heir')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', liangxin.foundation.fields.PublicIdField()),
                ('starts_on', models.DateField(verbose_name='起始日期')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='结束日期')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL, verbose_name='人员')),
                ('role', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='regions.role', verbose_name='角色')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='regions.unit', verbose_name='单位')),
            ],
            options={
                'verbose_name': '任职',
                'verbose_name_plural': '任职',
                'ordering': ['unit', 'account', '-starts_on'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='regions_membership_days_in_order')],
            },
        ),
        migrations.CreateModel(
            name='UnitAlias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='名称')),
                ('plain', models.CharField(max_length=200, verbose_name='比较形式')),
                ('origin', models.CharField(choices=liangxin.domains.regions.terms.AliasOrigin.choices, default='given', max_length=8, verbose_name='来由')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='unit_names', to='regions.region', verbose_name='区划')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='regions.unit', verbose_name='单位')),
            ],
            options={
                'verbose_name': '单位别名',
                'verbose_name_plural': '单位别名',
                'ordering': ['unit', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('origin__in', ['name', 'short', 'given', 'former', 'merged'])), name='regions_unitalias_origin_known'), models.UniqueConstraint(fields=('region', 'plain'), name='regions_unitalias_once_a_region')],
            },
        ),
        migrations.CreateModel(
            name='WorkTeam',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', liangxin.foundation.fields.PublicIdField()),
                ('name', models.CharField(max_length=100, verbose_name='名称')),
                ('basis', models.CharField(blank=True, max_length=200, verbose_name='组建依据')),
                ('set_up_on', models.DateField(blank=True, null=True, verbose_name='组建日期')),
                ('region', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='work_team', to='regions.region', verbose_name='区划')),
            ],
            options={
                'verbose_name': '工作专班',
                'verbose_name_plural': '工作专班',
                'ordering': ['region__code'],
            },
        ),
        migrations.CreateModel(
            name='TeamMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', liangxin.foundation.fields.PublicIdField()),
                ('role', models.CharField(choices=liangxin.domains.regions.terms.TeamRole.choices, default='member', max_length=8, verbose_name='分工')),
                ('person', models.CharField(max_length=30, verbose_name='姓名')),
                ('post', models.CharField(blank=True, max_length=100, verbose_name='职务')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='次序')),
                ('account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='team_members', to=settings.AUTH_USER_MODEL, verbose_name='账号')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='members', to='regions.teamgroup', verbose_name='工作组')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='team_members', to='regions.unit', verbose_name='单位')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='regions.workteam', verbose_name='专班')),
            ],
            options={
                'verbose_name': '专班人员',
                'verbose_name_plural': '专班人员',
                'ordering': ['team', 'group__position', 'position', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('role__in', ['leader', 'deputy', 'member'])), name='regions_teammember_role_known'), models.UniqueConstraint(fields=('team', 'group', 'person', 'post'), name='regions_teammember_once_a_group', nulls_distinct=False)],
            },
        ),
        migrations.AddField(
            model_name='teamgroup',
            name='team',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='groups', to='regions.workteam', verbose_name='专班'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='membership',
            trigger=pgtrigger.compiler.Trigger(name='regions_membership_no_overlap', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    PERFORM pg_advisory_xact_lock(hashtext('regions_membership'), NEW.account_id::int);\n                    IF EXISTS (\n                        SELECT 1 FROM regions_membership AS other\n                        WHERE other.account_id = NEW.account_id AND other.unit_id = NEW.unit_id\n                          AND other.role_id = NEW.role_id AND other.id IS DISTINCT FROM NEW.id\n                          AND daterange(other.starts_on, other.ends_on) && daterange(NEW.starts_on, NEW.ends_on)\n                    ) THEN\n                        RAISE EXCEPTION 'regions_membership_no_overlap' USING ERRCODE = 'exclusion_violation';\n                    END IF;\n                    RETURN NEW;\n                ", hash='1d4277869494c23adcc8ad47a0022c196a2bb877', operation='INSERT OR UPDATE', pgid='pgtrigger_regions_membership_no_overlap_17c5a', table='regions_membership', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='teamgroup',
            constraint=models.UniqueConstraint(fields=('team', 'name'), name='regions_teamgroup_name_once_a_team'),
        ),
    ]
