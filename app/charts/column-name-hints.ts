function words(name: string): string {
  return ` ${name
    .replaceAll(/([a-z\d])([A-Z])/g, "$1 $2")
    .replaceAll(/[^\p{L}\p{N}%$€£]+/gu, " ")
    .toLowerCase()} `;
}

function test(pattern: RegExp): (name: string) => boolean {
  return (name) => pattern.test(words(name));
}

const CURRENCY_CODE = / (usd|eur|gbp|chf|jpy|cad|aud|sek|nok|dkk|pln|inr|cny|brl) /;
const CURRENCY_SIGNS: Record<string, string> = { $: "USD", "€": "EUR", "£": "GBP" };

/** What a column's name gives away. Weak evidence: each is used together with the values, never alone. */
export const nameSuggests = {
  identifier: test(
    / (?:id|uuid|guid|key|sku|isbn|iban|zip|zipcode|postcode|phone|fax|hash|token|slug|email|url) $| (?:postal code|zip code|(?:invoice|order|account|serial|reference|ref) (?:number|no|nr|code)) $/,
  ),
  geography: test(
    / (?:country|countries|state|province|region|city|town|county|continent|territory|district|nation) (?:name |code )?$/,
  ),
  year: test(/ (?:year|yr|jahr|fy|fiscal year) /),
  grade: test(/ (?:rating|stars?|grade|level|priority|tier|rank|severity|satisfaction|nps|step|stage|phase) $/),
  bucket: test(
    / (?:bucket|bin|band|size|age|number of|count of|week|weeks|day|days|months?|hours?|position|decile|quartile|percentile|age|stars?|rating|level|items?|members?|employees|cohort|since|step|n) /,
  ),
  average: test(
    / (?:avg|average|mean|median|max|maximum|min|minimum|highest|lowest|largest|smallest|latest|rate|ratio|percentile|p50|p90|p95|p99|price|score|rating|age|temperature|rank|balance|stock|headcount|running|cumulative|per|std|stddev|variance) /,
  ),
  percent: test(/ (?:percent|percentage|pct|%) /),
  fraction: test(
    / (?:share|rate|ratio|fraction|proportion|margin|utili[sz]ation|conversion|churn|growth|change|probability|discount) /,
  ),
  share: test(/ (?:share|rate|margin|utili[sz]ation|conversion|churn|growth|change|discount) /),
  money: (name: string): boolean => {
    const text = words(name);
    if (CURRENCY_CODE.test(text) || /[$€£]/.test(name)) return true;
    if (/ (?:count|number|hours|days|quantity|qty|id) /.test(text)) return false;
    return / (?:revenue|amount|price|cost|costs|spend|spending|sales|turnover|profit|budget|salary|salaries|income|expense|expenses|fee|fees|mrr|arr|gmv|invoiced|billed|paid|outstanding|overdue|payment|payments|value|total amount|balance|debt|tax) /.test(
      text,
    );
  },
  count: test(
    / (?:count|counts|number|num|qty|quantity|n|records|rows|orders|users|customers|visits|sessions|clicks|tickets|projects|companies|members|invoices|signups|units|employees) /,
  ),
  duration: test(/ (?:duration|seconds|minutes|hours|days|ms|latency|elapsed|time) /),
  /** `date_part` numbers: months 1 to 12, weekdays 0 to 7, hours 0 to 23. */
  calendarPart: (name: string, values: number[]): boolean => {
    const text = words(name);
    const within = (low: number, high: number) => values.every((value) => value >= low && value <= high);
    if (/ (?:month|mon) (?:number |no |num )?$/.test(text) || / month of year /.test(text)) return within(1, 12);
    if (/ (?:dow|isodow|weekday|day of week) /.test(text)) return within(0, 7);
    if (/ (?:hour|hour of day) $/.test(text)) return within(0, 24);
    if (text.endsWith(" quarter ")) return within(1, 4);
    return / (?:week|week of year|day of month|day of year) $/.test(text) && within(0, 366);
  },
  currency: (name: string, type: string): string | null => {
    const code = CURRENCY_CODE.exec(words(name))?.[1];
    if (code) return code.toUpperCase();
    const sign = /[$€£]/.exec(name)?.[0];
    if (sign) return CURRENCY_SIGNS[sign] ?? null;
    return type === "money" ? "USD" : null;
  },
};
