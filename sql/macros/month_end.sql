{# The last day of the month that begins on this first day. #}
{% macro month_end(month) -%}
    ({{ month }} + interval '1 month - 1 day')::date
{%- endmacro %}
