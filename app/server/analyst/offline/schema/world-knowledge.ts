/** Everyday equivalents between what people say and what tables store. Keys and values in `valueKey` form. */
const STATES =
  "alabama al,alaska ak,arizona az,arkansas ar,california ca,colorado co,connecticut ct,delaware de,florida fl,georgia ga,hawaii hi,idaho id,illinois il,indiana in,iowa ia,kansas ks,kentucky ky,louisiana la,maine me,maryland md,massachusetts ma,michigan mi,minnesota mn,mississippi ms,missouri mo,montana mt,nebraska ne,nevada nv,new hampshire nh,new jersey nj,new mexico nm,new york ny,north carolina nc,north dakota nd,ohio oh,oklahoma ok,oregon or,pennsylvania pa,rhode island ri,south carolina sc,south dakota sd,tennessee tn,texas tx,utah ut,vermont vt,virginia va,washington wa,west virginia wv,wisconsin wi,wyoming wy";

const COUNTRIES =
  "united states|usa|us|united states of america|america:american;united kingdom|uk|gb|great britain|britain|england:british,english;france|fr|fra:french;germany|de|deu|ger:german;italy|it|ita:italian;spain|es|esp:spanish;portugal|pt:portuguese;netherlands|nl|nld|holland:dutch;belgium|be|bel:belgian;switzerland|ch|che:swiss;austria|at|aut:austrian;sweden|se|swe:swedish;norway|no|nor:norwegian;denmark|dk|dnk:danish;finland|fi|fin:finnish;poland|pl|pol:polish;russia|ru|rus|russian federation:russian;china|cn|chn:chinese;japan|jp|jpn:japanese;south korea|kr|kor|korea:korean;india|in|ind:indian;brazil|br|bra:brazilian;mexico|mx|mex:mexican;canada|ca|can:canadian;australia|au|aus:australian;new zealand|nz|nzl;ireland|ie|irl:irish;greece|gr|grc:greek;turkey|tr|tur:turkish;egypt|eg|egy:egyptian;south africa|za|zaf:south african;argentina|ar|arg:argentinian,argentine;chile|cl|chl:chilean;colombia|co|col:colombian;peru|pe|per:peruvian;cuba|cu|cub:cuban;israel|il|isr:israeli;thailand|th|tha:thai;vietnam|vn|vnm:vietnamese;indonesia|id|idn:indonesian;malaysia|my|mys:malaysian;singapore|sg|sgp:singaporean;philippines|ph|phl:filipino;hungary|hu|hun:hungarian;romania|ro|rou:romanian;ukraine|ua|ukr:ukrainian;czech republic|cz|cze|czechia:czech;europe:european;asia:asian;africa:african;north america:north american;south america:south american;oceania";

const PAIRS =
  "female f woman women;male m man men;yes y true t 1;no n false f 0;male boy;female girl;monday mon;tuesday tue;wednesday wed;thursday thu;friday fri;saturday sat;sunday sun;bad villain";

const equivalents = new Map<string, Set<string>>();

function link(words: string[]): void {
  for (const a of words) {
    const known = equivalents.get(a) ?? new Set<string>();
    for (const b of words) if (a !== b) known.add(b);
    equivalents.set(a, known);
  }
}

for (const entry of STATES.split(",")) {
  const space = entry.lastIndexOf(" ");
  link([entry.slice(0, space), entry.slice(space + 1)]);
}
for (const entry of COUNTRIES.split(";")) {
  const [names = "", adjectives = ""] = entry.split(":");
  link([...names.split("|"), ...adjectives.split(",").filter(Boolean)]);
}
for (const entry of PAIRS.split(";")) link(entry.split(" "));

const NONE: ReadonlySet<string> = new Set();

/** Other spellings of a stored value: "california" and "ca", "france" and "french", "female" and "f". */
export function equivalentValues(key: string): ReadonlySet<string> {
  return equivalents.get(key) ?? NONE;
}

export const MONTHS = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];
export const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
