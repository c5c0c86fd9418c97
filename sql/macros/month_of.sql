{# The first day of a date's month. The cast keeps the session's time zone out of it. #}
{% macro month_of(date) -%}
    date_trunc('month', ({{ date }})::timestamp)::date
{%- endmacro %}
