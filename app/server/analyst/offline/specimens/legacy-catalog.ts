import { catalogOf } from "./catalog-of.ts";

/** A shop as an old system left it: ugly names, reserved words, another schema, no declared references. */
export const legacyCatalog = catalogOf({
  tblCust_01: {
    rows: 900,
    columns: [
      "CustID integer pk",
      "CustName text = Miller & Sons|O'Brien Ltd",
      "Region text = North|South|East|West",
      "Active text = Y|N",
    ],
  },
  tblOrd_01: {
    rows: 9000,
    columns: [
      "OrdID integer pk",
      "CustID integer ~> tblCust_01.CustID",
      "OrdDt date",
      "TotAmt numeric",
      "Status text = open|shipped|returned",
    ],
  },
  order: { rows: 50, schema: "archive", columns: ["id integer pk", "select text = a|b", "GrandTotal numeric"] },
  stock_items: {
    rows: 300,
    columns: [
      "item_no integer pk",
      "description text = Blue lamp|Red lamp|Oak table",
      "unit_price numeric",
      "qty_on_hand integer 0..900",
      "supplier text = Lumen|Woodco",
    ],
  },
});
