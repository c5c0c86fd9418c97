-- one row per key column with values that are null or say (all), which stands for a level above
-- severity: stop
with keys as (

    select
        columns.name,
        columns.value
    from {{dataset}}
    cross join lateral unnest({{key_names}}, {{key_values}}) as columns (name, value)

),

final as (

    select
        null::text as series,
        null::date as month,
        count(*) as count,
        name || ' is ' || case when value is null then 'null' else '(all), which is reserved' end as message
    from keys
    where value is null or value = '(all)'
    group by name, value

)

select * from final
