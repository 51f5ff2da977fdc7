"""Addresses of indicators."""

from __future__ import annotations

from django.urls import path

from liangxin.domains.indicators.web import figures, measures, reporting, screens, workbooks

app_name = "indicators"
urlpatterns = [
    path("", screens.indicator_list, name="list"),
    path("new/", screens.new_indicator, name="new"),
    path("measures/", measures.measure_list, name="measures"),
    path("workbooks/", workbooks.workbooks_home, name="workbooks_home"),
    path("workbooks/in/<slug:region>/", workbooks.workbooks, name="workbooks"),
    path("workbooks/in/<slug:region>/template/", workbooks.template, name="workbook_template"),
    path("workbooks/in/<slug:region>/figures/", workbooks.figures_file, name="workbook_figures"),
    path("workbooks/<uuid:public_id>/", workbooks.workbook, name="workbook"),
    path("workbooks/<uuid:public_id>/points/", workbooks.workbook_points, name="workbook_points"),
    path("workbooks/<uuid:public_id>/file/", workbooks.original, name="workbook_file"),
    path("workbooks/<uuid:public_id>/marked/", workbooks.marked, name="workbook_marked"),
    path("<slug:code>/", screens.indicator_page, name="page"),
    path("<slug:code>/in/<slug:region>/", figures.figures, name="figures"),
    path("<slug:code>/in/<slug:region>/report/", reporting.report, name="report"),
    path("<slug:code>/in/<slug:region>/<uuid:public_id>/<slug:starts>/", figures.point, name="point"),
]
