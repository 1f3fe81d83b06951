import type { CatalogColumn, CatalogTable } from "#app/shared/catalog.ts";

/** A column whose values may identify rows. */
export type KeyColumn = {
  table: CatalogTable;
  column: CatalogColumn;
  words: string[];
  tableWords: string[];
  declared: boolean;
};

/** Names that say nothing about where a value comes from. */
export const GENERIC_NAMES = new Set(
  `id uid uuid name title label type kind status state date time year month day description comment note notes value
  amount price total count number quantity rank rating score level order position text body content url email phone
  address created_at updated_at deleted_at start_date end_date latitude longitude age gender sex version`.split(/\s+/),
);
