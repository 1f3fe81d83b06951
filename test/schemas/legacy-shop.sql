-- An old shop: ugly names, mixed case, no foreign keys at all.
create table "tblCust" (
  "CustID" integer primary key,
  "CustNm" varchar(60) not null,
  "Ctry" varchar(2) not null,
  "ActiveYN" boolean not null
);
create table "tblOrdHdr" (
  "OrdNo" integer primary key,
  "CustID" integer not null,
  "OrdDt" date not null,
  "StatusCd" varchar(10) not null,
  "TotAmt" numeric(12, 2) not null
);
create table "tblOrdLin" (
  "OrdNo" integer not null,
  "LinNo" integer not null,
  "ItemDesc" varchar(40) not null,
  "Qty" integer not null,
  primary key ("OrdNo", "LinNo")
);
comment on table "tblCust" is 'Customers';
comment on table "tblOrdHdr" is 'Orders';
comment on table "tblOrdLin" is 'Order lines';
comment on column "tblCust"."CustNm" is 'Customer name';
comment on column "tblCust"."Ctry" is 'Country code';
comment on column "tblCust"."ActiveYN" is 'Active';
comment on column "tblOrdHdr"."OrdDt" is 'Order date';
comment on column "tblOrdHdr"."StatusCd" is 'Status';
comment on column "tblOrdHdr"."TotAmt" is 'Total amount';
comment on column "tblOrdLin"."ItemDesc" is 'Item';
comment on column "tblOrdLin"."Qty" is 'Quantity';
insert into "tblCust"
select n, 'Customer ' || n, (array['DE', 'FR', 'PL'])[1 + n % 3], n % 5 <> 0 from generate_series(1, 25) n;
insert into "tblOrdHdr"
select 1000 + n, 1 + n % 25, date '2024-01-02' + n * 3, (array['OPEN', 'SHIPPED', 'SHIPPED', 'CANCELLED'])[1 + n % 4],
       20 + (n % 11) * 12.5
from generate_series(1, 200) n;
insert into "tblOrdLin"
select 1000 + n, line, (array['Lamp', 'Chair', 'Desk', 'Rug'])[1 + (n + line) % 4], 1 + (n * line) % 5
from generate_series(1, 200) n, generate_series(1, 2) line;
analyze;
