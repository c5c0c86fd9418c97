-- one row per series with values finer than the domain's decimals, or too large for 18 digits
-- severity: stop
with numbers as (

    select
        month,
        to_json({{key_values}})::text as series,
        {{value}}::numeric as value
    from {{dataset}}
    where
        array_position({{key_values}}, null) is null
        and {{value}}::text not in ('NaN', 'Infinity', '-Infinity')

),

final as (

    select
        series,
        min(month) as month,
        count(*) as count,
        'values such as ' || min(value)
        || ' do not fit numeric(18, {{decimals}}): round them where they are summed' as message
    from numbers
    where
        value <> round(value, {{decimals}})
        or abs(value) >= power(10::numeric, 18 - {{decimals}})
    group by series

)

select * from final
