-- The typed raw tables, in the order in which they are loaded; foreign keys follow the load, in keys.sql.

-- one row per product category
create table {{schema}}.dim_product_category (
    product_category_key integer primary key,
    product_category_alternate_key integer not null unique,
    english_product_category_name text not null,
    spanish_product_category_name text not null,
    french_product_category_name text not null
);

-- one row per product subcategory
create table {{schema}}.dim_product_subcategory (
    product_subcategory_key integer primary key,
    product_subcategory_alternate_key integer not null unique,
    english_product_subcategory_name text not null,
    spanish_product_subcategory_name text not null,
    french_product_subcategory_name text not null,
    product_category_key integer not null
);

-- one row per version of a product (slowly changing, type 2)
create table {{schema}}.dim_product (
    product_key integer primary key,
    product_alternate_key text not null,
    product_subcategory_key integer,
    english_product_name text not null,
    spanish_product_name text,
    french_product_name text,
    standard_cost numeric(19, 4),
    finished_goods_flag boolean not null,
    color text not null,
    safety_stock_level integer not null,
    reorder_point integer not null,
    list_price numeric(19, 4),
    size text,
    days_to_manufacture integer not null,
    product_line text,
    dealer_price numeric(19, 4),
    class text,
    style text,
    model_name text,
    start_date date not null,
    end_date date,
    status text
);

-- one row per sales territory region
create table {{schema}}.dim_sales_territory (
    sales_territory_key integer primary key,
    sales_territory_alternate_key integer not null unique,
    sales_territory_region text not null,
    sales_territory_country text not null,
    sales_territory_group text not null
);

-- one row per reseller
create table {{schema}}.dim_reseller (
    reseller_key integer primary key,
    geography_key integer not null,
    reseller_alternate_key text not null unique,
    business_type text not null,
    reseller_name text not null,
    number_employees integer not null,
    order_frequency text not null,
    order_month integer,
    first_order_year integer,
    last_order_year integer,
    product_line text not null,
    year_opened integer not null
);

-- one row per order line of a customer
create table {{schema}}.fact_internet_sales (
    product_key integer not null,
    order_date_key integer not null,
    due_date_key integer not null,
    ship_date_key integer not null,
    customer_key integer not null,
    promotion_key integer not null,
    currency_key integer not null,
    sales_territory_key integer not null,
    sales_order_number text not null,
    sales_order_line_number integer not null,
    revision_number integer not null,
    order_quantity integer not null,
    unit_price numeric(19, 4) not null,
    extended_amount numeric(19, 4) not null,
    unit_price_discount_pct numeric(9, 4) not null,
    discount_amount numeric(19, 4) not null,
    product_standard_cost numeric(19, 4) not null,
    total_product_cost numeric(19, 4) not null,
    sales_amount numeric(19, 4) not null,
    tax_amt numeric(19, 4) not null,
    freight numeric(19, 4) not null,
    carrier_tracking_number text,
    customer_po_number text,
    order_date date not null,
    due_date date not null,
    ship_date date not null,
    primary key (sales_order_number, sales_order_line_number)
);

-- one row per order line of a reseller
create table {{schema}}.fact_reseller_sales (
    product_key integer not null,
    order_date_key integer not null,
    due_date_key integer not null,
    ship_date_key integer not null,
    reseller_key integer not null,
    employee_key integer not null,
    promotion_key integer not null,
    currency_key integer not null,
    sales_territory_key integer not null,
    sales_order_number text not null,
    sales_order_line_number integer not null,
    revision_number integer not null,
    order_quantity integer not null,
    unit_price numeric(19, 4) not null,
    extended_amount numeric(19, 4) not null,
    unit_price_discount_pct numeric(9, 4) not null,
    discount_amount numeric(19, 4) not null,
    product_standard_cost numeric(19, 4) not null,
    total_product_cost numeric(19, 4) not null,
    sales_amount numeric(19, 4) not null,
    tax_amt numeric(19, 4) not null,
    freight numeric(19, 4) not null,
    carrier_tracking_number text,
    customer_po_number text,
    order_date date not null,
    due_date date not null,
    ship_date date not null,
    primary key (sales_order_number, sales_order_line_number)
);

-- one row per product version and day
create table {{schema}}.fact_product_inventory (
    product_key integer not null,
    date_key integer not null,
    movement_date date not null,
    unit_cost numeric(19, 4) not null,
    units_in integer not null,
    units_out integer not null,
    units_balance integer not null,
    primary key (product_key, movement_date)
);

-- one row per employee and quarter
create table {{schema}}.fact_sales_quota (
    sales_quota_key integer primary key,
    employee_key integer not null,
    date_key integer not null,
    calendar_year integer not null,
    calendar_quarter integer not null,
    sales_amount_quota numeric(19, 4) not null,
    date date not null,
    unique (employee_key, date)
);
