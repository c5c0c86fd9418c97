-- one row per measure and month in which the dataset is off the facts by more than the rounding of its rows
-- severity: stop
-- needs: ml_train_control_total
with expected as (

    select
        measure,
        month,
        sum(total) as total
    from {{control_total}}
    where domain = {{domain}}
    group by measure, month

),

measures as (

    select distinct measure
    from expected

),

-- a value of n decimals was rounded by half a unit of the last one at most; whole numbers were not rounded
actual as (

    select
        measures.measure,
        dataset.month,
        sum((to_jsonb(dataset) ->> measures.measure)::numeric) as total,
        max(scale((to_jsonb(dataset) ->> measures.measure)::numeric)) as decimals,
        count(*) as rows
    from {{dataset}} as dataset
    cross join measures
    group by measures.measure, dataset.month

),

final as (

    select
        null::text as series,
        month,
        1 as count,
        measure || ' is ' || coalesce(actual.total::text, 'missing') || ', the facts say '
        || coalesce(expected.total::text, 'nothing') as message
    from expected
    full join actual using (measure, month)
    where
        (coalesce(expected.total, 0) <> 0 or coalesce(actual.total, 0) <> 0)
        and (
            expected.total is null
            or actual.total is null
            or abs(expected.total - actual.total)
            > case when actual.decimals = 0 then 0 else actual.rows * 0.5 / power(10::numeric, actual.decimals) end
        )

)

select * from final
