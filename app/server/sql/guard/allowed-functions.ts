/**
 * Functions a query may call, unqualified or as `pg_catalog.name`. Each was read for: no side effect, no look at the catalog,
 * settings, files, sessions or other tenants, no SQL run from text, no volatility, and output no larger than a small multiple
 * of its input (what pads or repeats is in `boundedFunctions` below, with a rule of its own).
 *
 * Left out on purpose, though harmless looking: random, gen_random_uuid, clock_timestamp (volatile); everything XML (XPath cannot
 * be interrupted by the server); ts_stat, ts_rewrite and query_to_xml (run SQL from text);
 * array_fill, overlay (one call fills a gigabyte); current_setting and every pg_* but two that look at nothing.
 */
const groups = {
  aggregate: `count sum avg min max bool_and bool_or every bit_and bit_or bit_xor bit_count any_value string_agg array_agg
    json_agg jsonb_agg json_object_agg jsonb_object_agg range_agg range_intersect_agg
    corr covar_pop covar_samp regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy
    stddev stddev_pop stddev_samp variance var_pop var_samp percentile_cont percentile_disc mode`,
  window: `row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value nth_value`,
  number: `abs ceil ceiling floor round trunc sign sqrt cbrt exp ln log log10 power pow mod div gcd lcm factorial degrees radians
    pi sin cos tan asin acos atan atan2 cot sinh cosh tanh width_bucket scale min_scale trim_scale erf isfinite`,
  text: `length char_length character_length octet_length bit_length lower upper initcap btrim ltrim rtrim left right
    substr substring position strpos replace translate reverse split_part starts_with concat concat_ws ascii chr md5
    to_hex quote_literal regexp_replace regexp_match regexp_matches regexp_substr regexp_count regexp_instr regexp_like
    regexp_split_to_array regexp_split_to_table string_to_array string_to_table array_to_string normalize is_normalized
    similar_to_escape like_escape unistr casefold encode decode sha224 sha256 sha384 sha512 crc32 crc32c to_number to_char convert_from convert_to
    to_tsvector to_tsquery plainto_tsquery phraseto_tsquery websearch_to_tsquery ts_rank ts_rank_cd ts_headline`,
  time: `now transaction_timestamp statement_timestamp date_trunc date_part extract age date_bin date_add date_subtract
    make_date make_time make_timestamp make_timestamptz make_interval to_date to_timestamp timezone
    justify_days justify_hours justify_interval overlaps`,
  cast: `date text int2 int4 int8 float4 float8 numeric bool varchar`,
  array: `unnest array_length array_lower array_upper array_ndims array_dims cardinality array_position array_positions
    array_remove array_replace array_append array_prepend array_cat array_reverse array_sort trim_array generate_subscripts`,
  json: `to_json to_jsonb row_to_json array_to_json json_build_object jsonb_build_object json_build_array jsonb_build_array
    json_object jsonb_object json_array_length jsonb_array_length json_array_elements jsonb_array_elements
    json_array_elements_text jsonb_array_elements_text json_each jsonb_each json_each_text jsonb_each_text
    json_object_keys jsonb_object_keys json_extract_path jsonb_extract_path json_extract_path_text
    jsonb_extract_path_text json_typeof jsonb_typeof json_strip_nulls jsonb_strip_nulls jsonb_set jsonb_insert jsonb_pretty
    jsonb_path_exists jsonb_path_match jsonb_path_query jsonb_path_query_array jsonb_path_query_first
    json_to_record jsonb_to_record json_to_recordset jsonb_to_recordset`,
  range: `isempty lower_inc upper_inc lower_inf upper_inf range_merge int4range int8range numrange tsrange tstzrange
    daterange multirange`,
  network: `host masklen netmask network family abbrev broadcast`,
  enumeration: `enum_first enum_last enum_range`,
  compare: `num_nulls num_nonnulls pg_typeof pg_size_pretty uuid_extract_timestamp uuid_extract_version`,
} as const;

/** Allowed under a rule in `check-function.ts`. */
const boundedFunctions = ["generate_series", "lpad", "rpad", "repeat", "format"];

export const ALLOWED_FUNCTIONS: ReadonlySet<string> = new Set([
  ...Object.values(groups).flatMap((names) => names.split(/\s+/)),
  ...boundedFunctions,
]);

/** What to write instead of functions that people and models often reach for. */
export const FUNCTION_SUGGESTIONS: Readonly<Record<string, string>> = {
  random: "For a repeatable sample, order by md5(id::text) and add a limit.",
  gen_random_uuid: "Use a column of the table as the key.",
  uuid_generate_v4: "Use a column of the table as the key.",
  clock_timestamp: "Use now().",
  timeofday: "Use now().",
  getdate: "Use now().",
  curdate: "Use current_date.",
  datediff: "Subtract the dates: end_date - start_date.",
  dateadd: "Add an interval: some_date + interval '1 month'.",
  date_sub: "Subtract an interval: some_date - interval '1 month'.",
  date_format: "Use to_char(some_date, 'YYYY-MM').",
  strftime: "Use to_char(some_date, 'YYYY-MM').",
  year: "Use extract(year from some_date).",
  month: "Use extract(month from some_date).",
  day: "Use extract(day from some_date).",
  ifnull: "Use coalesce(a, b).",
  isnull: "Use coalesce(a, b), or a is null.",
  nvl: "Use coalesce(a, b).",
  iif: "Use case when ... then ... else ... end.",
  group_concat: "Use string_agg(value, ', ').",
  len: "Use length(text).",
  charindex: "Use position('x' in text).",
  instr: "Use position('x' in text).",
  median: "Use percentile_cont(0.5) within group (order by value).",
  approx_count_distinct: "Use count(distinct value).",
};
