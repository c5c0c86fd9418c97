"""A synthetic domain of any size, `bulk`: its configuration, its pack, its dataset."""

import re

CONFIGURATION = """
  bulk:
    label: Bulk
    dataset: ml_train_bulk_monthly
    keys: [part, item]
    unit: USD
    decimals: 2
    kind: flow
    higher_is_better: true
    hit_tolerance: 10%
    model: {model}
    levels:
      total: []
      part: [part]
"""

# [month x leaf series], values from whole numbers, and what the quality gates ask for beside it.
FACTS = """
create table ml.ml_train_bulk_monthly as
select (date '{last}-01' - make_interval(months => month::int))::date as month, 'part ' || item % 50 as part,
  'item ' || item as item,
  (1000 + item * 7919 % 997 + month % 12 * (20 + item % 11) - month * (item % 7)
    + ((item * 31 + month * 17) * 7907 % 5003) / 100.0)::numeric(18, 2) as bulk,
  1::bigint as source_rows
from generate_series(1, {series}::bigint) item cross join lateral generate_series(0, {months}::bigint - 1) month;
create table ml.ml_train_period as
select 'bulk' as domain, 'facts' as source, month::date, true as is_complete, null::text as reason
from generate_series(date '{last}-01' - make_interval(months => {months} - 1), date '{last}-01', interval '1 month') month;
create table ml.ml_train_control_total as
select 'bulk'::text as domain, 'facts'::text as source, measure, month, sum(total)::numeric(30, 4) as total
from ml.ml_train_bulk_monthly cross join lateral (values ('bulk', bulk), ('source_rows', source_rows)) as sums (measure, total)
group by measure, month;
create table ml.ml_train_note (domain text, code text, month date, count bigint, message text);
analyze ml.ml_train_bulk_monthly;
"""

PACK = """
title: Bulk
organisation: Synthetic
language: en
currency: USD
number: {thousands: ",", decimal: ".", scale: k, decimals: 0}
percent_limit: 300
trend: {history: 12, ahead: 12}
executive:
  rows: [{label: Bulk, domain: bulk}]
COLUMNS  charts: [bulk]
  scale: own
  bridge: bulk
  variance: {domain: bulk, levels: [total, part], comparisons: [ac_fc, ac_py]}
  trust: bulk
domains:
  - domain: bulk
    comparisons: [ac_fc, ac_py]
    structure: [part]
    multiples: part
    variance: [{title: by part, levels: [total, part]}]
variance:
  top: 12
  trees: [{domain: bulk, levels: [total, part, leaf], comparisons: [ac_fc, ac_py]}]
accuracy:
  level: total
  window: 12
  horizons: [1, 3, 6, 12]
  origins: [live, backfilled]
  methods: [{method: final, label: Forecast}, {method: seasonal_naive, label: Seasonal naive}]
"""


def facts(series: int, months: int, last: str = "2013-11") -> str:
    """SQL that makes the dataset, its newest month being `last`."""
    return FACTS.format(series=series, months=months, last=last)


def pack(text: str) -> str:
    """A small pack with the columns, the method and the glossary of the project's own, which is `text`."""
    columns = text[text.index("  columns:\n"): text.index("  charts:")]
    return PACK.replace("COLUMNS", columns) + text[text.index("\nmethod:"):]


def configuration(text: str, model: str, horizons: int) -> str:
    """The project's configuration with `bulk` in place of its own domains."""
    lines = text.splitlines()
    first = lines.index("domains:")
    last = next(i for i, line in enumerate(lines) if line.startswith("# What a finding of the quality gates does"))
    watched = ", ".join(str(horizon) for horizon in (1, 3, 6, 12) if horizon <= horizons)
    text = "\n".join([*lines[: first + 1], *CONFIGURATION.format(model=model).splitlines(), "", *lines[last:]]) + "\n"
    for old, new in (
        ("horizons: 12", f"horizons: {horizons}"),
        ("horizons: [1, 3, 6, 12]", f"horizons: [{watched}]"),
        ("definition: reports/monthly-pack.yml", "definition: bulk-pack.yml"),
    ):
        if old not in text:
            raise SystemExit(f"forecastpack.yml has no '{old}' any more")
        text = text.replace(old, new)
    return re.sub(r"bias_pct: {.*}", "bias_pct: {bulk: 15%}", text)
