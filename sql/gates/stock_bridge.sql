-- one row per series and month whose stock bridge does not close: opening + inflow - outflow + revaluation = closing
-- severity: stop
-- kind: stock
with stock as (

    select
        to_json({{key_values}})::text as series,
        month,
        {{value}}::numeric as closing,
        lag({{value}}::numeric) over (partition by {{keys}} order by month) as opening,
        lag(month) over (partition by {{keys}} order by month) as month_before,
        (to_jsonb(dataset) ->> 'inflow')::numeric as inflow,
        (to_jsonb(dataset) ->> 'outflow')::numeric as outflow,
        (to_jsonb(dataset) ->> 'revaluation')::numeric as revaluation
    from {{dataset}} as dataset
    where array_position({{key_values}}, null) is null

),

-- null where the dataset has no movements: then there is no bridge to close
differences as (

    select
        series,
        month,
        closing - (opening + inflow - outflow + revaluation) as difference
    from stock
    where month_before = month - interval '1 month'

),

final as (

    select
        series,
        month,
        1 as count,
        'opening + inflow - outflow + revaluation misses the closing stock by ' || difference as message
    from differences
    where difference <> 0

)

select * from final
