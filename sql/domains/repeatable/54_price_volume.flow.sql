-- product_effect_{{domain}} [current run x period x product], not for readers; product_variance_{{domain}} [as-of month x
-- period x keys of the products x product], the same for readers; product_node_{{domain}} [current run x period x node],
-- not for readers; and price_volume_{{domain}} [as-of month x level and keys x period]: why the value changed against
-- the prior year.
-- With u units and s value, 1 now and 0 a year before, over the products sold in both: price is what this year's units
-- cost more, sum of s1 - u1 s0 / u0, rounded a product; volume is what more units make at the average price of the year
-- before, (U1 - U0) S0 / U0 of the node; mix is the rest of what units make: their move to dearer or cheaper products.
-- Products sold in one of the two alone have no price to compare, nor have those without units.

create view {{schema}}.product_effect_{{domain}} as
select
  sales.run_id,
  sales.period,
  sales.position,
  sales.period_start,
  sales.keys,
  sales.product_code,
  sales.product_name,
  kind.sold,
  coalesce(sales.value, 0) as value,
  coalesce(sales.reference, 0) as reference,
  case
    when kind.sold = 'both'
      then round(sales.value - sales.units * sales.reference / sales.reference_units, domains.decimals)
  end as price_effect,
  sales.units,
  sales.reference_units
from {{schema}}.product_sales sales
join {{schema}}.domains domains on domains.domain = '{{domain}}'
cross join lateral (
  select
    case
      when sales.reference is null then 'new'
      when sales.value is null then 'discontinued'
      when sales.units > 0 and sales.reference_units > 0 then 'both'
      else 'unpriced'
    end as sold
) kind
where sales.run_id in (select runs.run_id from {{schema}}.current_run runs where runs.domain = '{{domain}}');

create view {{schema}}.product_variance_{{domain}} with (security_barrier) as
select
  runs.as_of_month,
  runs.run_id,
  {{node_keys}},
  node.product_code,
  node.product_name,
  node.period,
  node.period_start,
  runs.as_of_month as period_end,
  node.sold,
  node.value::numeric(18, {{decimals}}) as value,
  node.reference::numeric(18, {{decimals}}) as reference,
  (node.value - node.reference)::numeric(18, {{decimals}}) as variance,
  node.price_effect::numeric(18, {{decimals}}) as price_effect,
  (node.value - node.reference - node.price_effect)::numeric(18, {{decimals}}) as units_effect,
  node.units,
  node.reference_units,
  domains.unit
from {{schema}}.current_run runs
join {{schema}}.domains domains on domains.domain = runs.domain
join {{schema}}.product_effect_{{domain}} node on node.run_id = runs.run_id
where runs.domain = '{{domain}}';

create view {{schema}}.product_node_{{domain}} as
select
  summed.run_id,
  summed.level,
  summed.keys,
  summed.period,
  summed.period_start,
  summed.reference,
  summed.volume,
  summed.units_effect - summed.volume as mix,
  summed.price,
  summed.new_products,
  summed.discontinued,
  summed.unpriced,
  summed.value
from (
  select
    product.run_id,
    levels.level,
    node.keys,
    product.period,
    product.period_start,
    sum(product.reference) as reference,
    sum(product.value) as value,
    coalesce(round(
      (sum(product.units) filter (where product.sold = 'both')
        - sum(product.reference_units) filter (where product.sold = 'both'))
      * sum(product.reference) filter (where product.sold = 'both')
      / sum(product.reference_units) filter (where product.sold = 'both'),
      domains.decimals), 0) as volume,
    coalesce(
      sum(product.value - product.reference - product.price_effect) filter (where product.sold = 'both'), 0)
      as units_effect,
    coalesce(sum(product.price_effect), 0) as price,
    coalesce(sum(product.value) filter (where product.sold = 'new'), 0) as new_products,
    coalesce(-sum(product.reference) filter (where product.sold = 'discontinued'), 0) as discontinued,
    coalesce(sum(product.value - product.reference) filter (where product.sold = 'unpriced'), 0) as unpriced
  from {{schema}}.product_effect_{{domain}} product
  join {{schema}}.domains domains on domains.domain = '{{domain}}'
  join (
    select level, keys from {{schema}}.domain_levels where domain = '{{domain}}'
    union all
    select 'leaf', keys from {{schema}}.domains where domain = '{{domain}}'
  ) levels on true
  cross join lateral {{schema}}.node_keys(domains.keys, levels.keys, product.keys) as node (keys)
  -- A level that has a key which products lack cannot be told from them.
  where cardinality(array_remove(node.keys, '(all)')) = cardinality(levels.keys)
  group by product.run_id, levels.level, node.keys, product.period, product.period_start, domains.decimals
) summed;

create view {{schema}}.price_volume_{{domain}} with (security_barrier) as
select
  runs.as_of_month,
  runs.run_id,
  node.level,
  {{node_keys}},
  node.period,
  node.period_start,
  runs.as_of_month as period_end,
  node.reference::numeric(18, {{decimals}}) as reference,
  node.volume::numeric(18, {{decimals}}) as volume,
  node.mix::numeric(18, {{decimals}}) as mix,
  node.price::numeric(18, {{decimals}}) as price,
  node.new_products::numeric(18, {{decimals}}) as new_products,
  node.discontinued::numeric(18, {{decimals}}) as discontinued,
  node.unpriced::numeric(18, {{decimals}}) as unpriced,
  node.value::numeric(18, {{decimals}}) as value,
  (node.value - node.reference)::numeric(18, {{decimals}}) as variance,
  node.value - (
    node.reference + node.volume + node.mix + node.price + node.new_products + node.discontinued + node.unpriced)
    as difference,
  domains.unit
from {{schema}}.current_run runs
join {{schema}}.domains domains on domains.domain = runs.domain
join {{schema}}.product_node_{{domain}} node on node.run_id = runs.run_id
where runs.domain = '{{domain}}';
