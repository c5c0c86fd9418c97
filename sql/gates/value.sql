-- one row per series with values that are null, NaN or infinite
-- severity: stop
with final as (

    select
        case when array_position({{key_values}}, null) is null then to_json({{key_values}})::text end as series,
        min(month) as month,
        count(*) as count,
        {{value_name}} || ' is ' || coalesce({{value}}::text, 'null') || ', first in this month' as message
    from {{dataset}}
    where {{value}} is null or {{value}}::text in ('NaN', 'Infinity', '-Infinity')
    group by {{keys}}, coalesce({{value}}::text, 'null')

)

select * from final
