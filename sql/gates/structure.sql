-- one row per column that a dataset or the table of periods must have and has not, or has with another type
-- severity: stop
with required as (

    select
        {{dataset_name}} as relation,
        'month' as name,
        array['date'] as types
    union all
    select
        {{dataset_name}},
        key_names.name,
        array['text', 'character varying']
    from unnest({{key_names}}) as key_names (name)
    union all
    select
        {{dataset_name}},
        {{value_name}},
        array['numeric', 'double precision', 'real', 'bigint', 'integer']
    union all
    select
        'ml_train_period',
        period.name,
        array[period.type]
    from (
        values
        ('domain', 'text'),
        ('source', 'text'),
        ('month', 'date'),
        ('is_complete', 'boolean'),
        ('reason', 'text')
    ) as period (name, type)

),

existing as (

    select
        table_name::text as relation,
        column_name::text as name,
        data_type::text as type
    from information_schema.columns
    where table_schema = {{schema_name}}

),

final as (

    select
        null::text as series,
        null::date as month,
        1 as count,
        case
            when not exists (select 1 from existing where existing.relation = required.relation)
                then 'there is no table ' || required.relation || ' in schema ' || {{schema_name}} || ': run dbt'
            when existing.name is null
                then required.relation || ' has no column ' || required.name
            else
                required.relation || '.' || required.name || ' is ' || existing.type
                || ', not ' || array_to_string(required.types, ' or ')
        end as message
    from required
    left join existing on required.relation = existing.relation and required.name = existing.name
    where existing.name is null or existing.type <> all(required.types)

)

select distinct * from final
