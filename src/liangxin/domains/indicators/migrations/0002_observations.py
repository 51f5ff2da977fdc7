import django.db.models.deletion
import django.utils.timezone
import liangxin.domains.indicators.terms
import liangxin.foundation.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('indicators', '0001_initial'),
        ('regions', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Series',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', liangxin.foundation.fields.PublicIdField()),
                ('origin', models.CharField(choices=liangxin.domains.indicators.terms.Origin.choices, max_length=10, verbose_name='来源')),
                ('measure_code', models.CharField(blank=True, max_length=100, verbose_name='口径代码')),
                ('form', models.CharField(choices=liangxin.domains.indicators.terms.Form.choices, max_length=8, verbose_name='数值形式')),
                ('grain', models.CharField(choices=liangxin.domains.indicators.terms.Grain.choices, max_length=8, verbose_name='周期')),
                ('counted_in', models.CharField(max_length=20, verbose_name='计量单位')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='series', to='indicators.indicator', verbose_name='指标')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region', verbose_name='区划')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.unit', verbose_name='填报单位')),
            ],
            options={
                'verbose_name': '数据序列',
                'verbose_name_plural': '数据序列',
                'ordering': ['indicator', 'region', 'origin', 'id'],
                'indexes': [models.Index(fields=['region', 'origin', 'measure_code'], name='indicators_series_of_region')],
                'constraints': [models.CheckConstraint(condition=models.Q(('origin__in', ['computed', 'reported', 'estimated'])), name='indicators_series_origin_known'), models.CheckConstraint(condition=models.Q(('form__in', ['flow', 'to_date', 'stock'])), name='indicators_series_form_known'), models.CheckConstraint(condition=models.Q(('grain__in', ['month', 'quarter', 'half', 'year'])), name='indicators_series_grain_known'), models.UniqueConstraint(fields=('indicator', 'region', 'origin', 'measure_code', 'unit', 'form', 'grain'), name='indicators_series_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(models.Q(('origin', 'computed'), ('unit__isnull', True), models.Q(('measure_code', ''), _negated=True)), models.Q(models.Q(('origin', 'computed'), _negated=True), ('measure_code', '')), _connector='OR'), name='indicators_series_computed_by_a_measure')],
            },
        ),
        migrations.CreateModel(
            name='Observation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='起')),
                ('ends_on', models.DateField(verbose_name='止（不含）')),
                ('revision', models.PositiveIntegerField(verbose_name='修订次序')),
                ('value', models.DecimalField(blank=True, decimal_places=10, max_digits=26, null=True, verbose_name='数值')),
                ('numerator', models.DecimalField(blank=True, decimal_places=10, max_digits=26, null=True, verbose_name='分子')),
                ('denominator', models.DecimalField(blank=True, decimal_places=10, max_digits=26, null=True, verbose_name='分母')),
                ('weight', models.DecimalField(blank=True, decimal_places=10, max_digits=26, null=True, verbose_name='权重')),
                ('got', models.PositiveIntegerField(default=1, verbose_name='已有份数')),
                ('expected', models.PositiveIntegerField(default=1, verbose_name='应有份数')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='修订原因')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='出处')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                ('recorded_by', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('series', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='indicators.series', verbose_name='数据序列')),
            ],
            options={
                'verbose_name': '观测值',
                'verbose_name_plural': '观测值',
                'ordering': ['series', 'starts_on', '-revision'],
                'constraints': [models.UniqueConstraint(models.F('series'), models.F('starts_on'), models.F('ends_on'), models.OrderBy(models.F('revision'), descending=True), name='indicators_observation_revision_once'), models.CheckConstraint(condition=models.Q(('revision__gte', 1)), name='indicators_observation_revision_from_one'), models.CheckConstraint(condition=models.Q(('ends_on__day', 1), ('ends_on__gt', models.F('starts_on')), ('starts_on__day', 1)), name='indicators_observation_period_of_whole_months'), models.CheckConstraint(condition=models.Q(('expected__gte', 1), ('got__lte', models.F('expected'))), name='indicators_observation_coverage_at_most_one'), models.CheckConstraint(condition=models.Q(('value__isnull', True), ('got__gte', 1), _connector='OR'), name='indicators_observation_value_is_of_something'), models.CheckConstraint(condition=models.Q(models.Q(('revision', 1), ('value__isnull', False)), ('recorded_by__isnull', True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='indicators_observation_revised_for_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='SeriesBreak',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='自哪天起')),
                ('revision', models.PositiveIntegerField(verbose_name='修订次序')),
                ('stands', models.BooleanField(default=True, verbose_name='有效')),
                ('note', models.CharField(max_length=300, verbose_name='说明')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='breaks', to='indicators.indicator', verbose_name='指标')),
                ('recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region', verbose_name='区划')),
            ],
            options={
                'verbose_name': '口径调整',
                'verbose_name_plural': '口径调整',
                'ordering': ['indicator', 'region', 'on', '-revision'],
                'constraints': [models.UniqueConstraint(fields=('indicator', 'region', 'on', 'revision'), name='indicators_seriesbreak_revision_once'), models.CheckConstraint(condition=models.Q(('note', ''), _negated=True), name='indicators_seriesbreak_has_note')],
            },
        ),
        migrations.CreateModel(
            name='BaseValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='基期年份')),
                ('revision', models.PositiveIntegerField(verbose_name='修订次序')),
                ('value', models.DecimalField(decimal_places=10, max_digits=26, verbose_name='数值')),
                ('counted_in', models.CharField(max_length=20, verbose_name='计量单位')),
                ('source', models.CharField(max_length=200, verbose_name='出处')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='修订原因')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='base_values', to='indicators.indicator', verbose_name='指标')),
                ('recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region', verbose_name='区划')),
            ],
            options={
                'verbose_name': '基期值',
                'verbose_name_plural': '基期值',
                'ordering': ['indicator', 'region', 'year', '-revision'],
                'constraints': [models.UniqueConstraint(fields=('indicator', 'region', 'year', 'revision'), name='indicators_basevalue_revision_once'), models.CheckConstraint(condition=models.Q(('year__gte', 1949), ('year__lte', 2100)), name='indicators_basevalue_year_likely'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='indicators_basevalue_has_source'), models.CheckConstraint(condition=models.Q(('revision', 1), models.Q(('reason', ''), _negated=True), _connector='OR'), name='indicators_basevalue_revised_for_a_reason')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='basevalue',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION '% only grows: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'indicators_basevalue_append_only';", hash='b9bc8ad1c7f2f3aef2e82150709b5a5db14aa22c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_60c9e', table='indicators_basevalue', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='basevalue',
            trigger=pgtrigger.compiler.Trigger(name='append_only_whole', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION '% only grows: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'indicators_basevalue_append_only';", hash='9bc08589b704b113187ec962d853691a1deab3e2', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_append_only_whole_a8a76', table='indicators_basevalue', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='observation',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION '% only grows: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'indicators_observation_append_only';", hash='aeeca15e762d188a59b969420feed50b0daec83e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_84368', table='indicators_observation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='observation',
            trigger=pgtrigger.compiler.Trigger(name='append_only_whole', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION '% only grows: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'indicators_observation_append_only';", hash='a6566c1f72bb1a736fe5b7ce7701b872c697dd05', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_append_only_whole_4cc07', table='indicators_observation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seriesbreak',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION '% only grows: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'indicators_seriesbreak_append_only';", hash='fcc7291f05375d41efa1793c08970866000d66de', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6caaa', table='indicators_seriesbreak', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seriesbreak',
            trigger=pgtrigger.compiler.Trigger(name='append_only_whole', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION '% only grows: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'indicators_seriesbreak_append_only';", hash='81bac7da33b5df4dfe2c2b04676385ceddc34e03', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_append_only_whole_a2b1e', table='indicators_seriesbreak', when='BEFORE')),
        ),
    ]
