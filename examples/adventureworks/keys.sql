-- Foreign keys, added once the files are in: one join a key instead of one look-up a row.
alter table {{schema}}.dim_product_subcategory
add foreign key (product_category_key) references {{schema}}.dim_product_category;

alter table {{schema}}.dim_product
add foreign key (product_subcategory_key) references {{schema}}.dim_product_subcategory;

alter table {{schema}}.fact_internet_sales
add foreign key (product_key) references {{schema}}.dim_product,
add foreign key (sales_territory_key) references {{schema}}.dim_sales_territory;

alter table {{schema}}.fact_reseller_sales
add foreign key (product_key) references {{schema}}.dim_product,
add foreign key (sales_territory_key) references {{schema}}.dim_sales_territory,
add foreign key (reseller_key) references {{schema}}.dim_reseller;

alter table {{schema}}.fact_product_inventory
add foreign key (product_key) references {{schema}}.dim_product;
