import { singular } from "#app/server/analyst/offline/language/stem-word.ts";

const ABBREVIATIONS: Record<string, string[]> = {
  num: ["number"],
  no: ["number"],
  nbr: ["number"],
  nr: ["number"],
  qty: ["quantity"],
  amt: ["amount"],
  cnt: ["count"],
  dt: ["date"],
  ts: ["timestamp"],
  desc: ["description"],
  descr: ["description"],
  addr: ["address"],
  dept: ["department"],
  emp: ["employee"],
  cust: ["customer"],
  prod: ["product"],
  tot: ["total"],
  avg: ["average"],
  fname: ["first", "name"],
  lname: ["last", "name"],
  mname: ["middle", "name"],
  firstname: ["first", "name"],
  lastname: ["last", "name"],
  fullname: ["full", "name"],
  dob: ["birth", "date"],
  yr: ["year"],
  mth: ["month"],
  mon: ["month"],
  wk: ["week"],
  src: ["source"],
  dest: ["destination"],
  dst: ["destination"],
  loc: ["location"],
  org: ["organization"],
  acct: ["account"],
  acc: ["account"],
  inv: ["invoice"],
  ord: ["order"],
  pmt: ["payment"],
  trans: ["transaction"],
  txn: ["transaction"],
  tel: ["phone"],
  telephone: ["phone"],
  ph: ["phone"],
  pct: ["percent"],
  perc: ["percent"],
  stu: ["student"],
  stuid: ["student", "id"],
  mgr: ["manager"],
  grp: ["group"],
  lang: ["language"],
  max: ["maximum"],
  min: ["minimum"],
  lat: ["latitude"],
  lng: ["longitude"],
  lon: ["longitude"],
  abbrev: ["abbreviation"],
  abbr: ["abbreviation"],
  appr: ["approval"],
  approx: ["approximate"],
  reg: ["registration"],
  cert: ["certificate"],
  doc: ["doc"],
  med: ["med"],
  temp: ["temperature"],
  ref: ["reference"],
  calc: ["calculated"],
  cat: ["category"],
  ctry: ["country"],
  cd: ["code"],
  crtd: ["created"],
  crt: ["created"],
  upd: ["updated"],
  mod: ["modified"],
  hrs: ["hours"],
  mins: ["minutes"],
  secs: ["seconds"],
  freq: ["frequency"],
  dos: ["dose"],
  ins: ["insurance"],
  diag: ["diagnosis"],
  sched: ["schedule"],
  est: ["estimated"],
  bal: ["balance"],
  cred: ["credit"],
  deb: ["debit"],
  curr: ["currency"],
  ccy: ["currency"],
  prc: ["price"],
  sz: ["size"],
  wt: ["weight"],
  ht: ["height"],
  vol: ["volume"],
  mfr: ["manufacturer"],
  mfg: ["manufacturer"],
  sup: ["supplier"],
  supp: ["supplier"],
  vend: ["vendor"],
  whse: ["warehouse"],
  sls: ["sales"],
  rev: ["revenue"],
  hq: ["headquarters"],
  pop: ["population"],
  msg: ["message"],
  usr: ["user"],
  pwd: ["password"],
  img: ["image"],
  pic: ["picture"],
  seq: ["sequence"],
  spec: ["specialty"],
  comp: ["company"],
  co: ["company"],
  ctr: ["center"],
  stat: ["status"],
  gend: ["gender"],
  mpg: ["mpg"],
  uid: ["id"],
  uuid: ["id"],
  guid: ["id"],
  pk: ["id"],
  asst: ["assistant"],
  lvl: ["level"],
  sal: ["salary"],
  proj: ["project"],
  tm: ["time"],
  perf: ["performance"],
  eval: ["evaluation"],
  req: ["request"],
  res: ["result"],
  sess: ["session"],
  sub: ["subscription"],
  tkt: ["ticket"],
  veh: ["vehicle"],
  zip: ["zip"],
  bday: ["birthday"],
};

const PREFIXES = new Set([
  "tbl",
  "dim",
  "fact",
  "fct",
  "vw",
  "tab",
  "mst",
  "stg",
  "t",
  "v",
  "xref",
  "lkp",
  "lookup",
  "sys",
]);

/** Words that commonly end or begin run-together names such as "paperkeyphrase" or "sourceairport". */
const COMMON_PARTS = (
  "id name code number date type year title count key time first last full city state country region street address zip phone email " +
  "price cost amount total source destination dest arrival departure start end begin airport flight paper author journal venue data set " +
  "phrase customer order product company employee department store user group order item line abbrev level rate rank score value text " +
  "status description birth home town place owner manager office make model maker citing cited by num no citation from to school member"
).split(" ");

/** Splits snake case, camel case and digits: "tblCust_01" gives tbl, cust, 01. */
export function splitIdentifier(name: string): string[] {
  return name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, "$1 $2")
    .replace(/([\p{L}])(\d+)/gu, "$1 $2")
    .replace(/(\d)([\p{L}])/gu, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part.length > 0);
}

/** The fewest dictionary words that make up `text` exactly, or null. */
function segment(text: string, dictionary: ReadonlySet<string>): string[] | null {
  const best: (string[] | null)[] = Array.from({ length: text.length + 1 }, () => null);
  best[0] = [];
  for (let end = 1; end <= text.length; end += 1) {
    for (let start = Math.max(0, end - 20); start < end; start += 1) {
      const before = best[start];
      if (!before) continue;
      const part = text.slice(start, end);
      if (part === text || !dictionary.has(part)) continue;
      const current = best[end];
      if (!current || before.length + 1 < current.length) best[end] = [...before, part];
    }
  }
  return best[text.length] ?? null;
}

/** Every part of the catalog's names that may occur inside a run-together name. */
export function nameDictionary(names: Iterable<string>): ReadonlySet<string> {
  const dictionary = new Set(COMMON_PARTS);
  for (const name of names) {
    for (const part of splitIdentifier(name)) {
      if (part.length < 3 || /\d/.test(part)) continue;
      dictionary.add(part);
      dictionary.add(singular(part));
      for (const ending of ["id", "name", "code"]) {
        if (part.endsWith(ending) && part.length - ending.length >= 3) dictionary.add(part.slice(0, -ending.length));
      }
    }
  }
  return dictionary;
}

/**
 * The plain words of an identifier: "tblCust_01" gives "customer", "sourceairport" gives "source airport",
 * "tot_drug_amt" gives "total drug amount".
 */
export function nameWords(name: string, dictionary: ReadonlySet<string>): string[] {
  const parts = splitIdentifier(name);
  const words: string[] = [];
  parts.forEach((part, position) => {
    if (position === 0 && parts.length > 1 && PREFIXES.has(part)) return;
    if (/^\d+$/.test(part) && parts.length > 1 && position === parts.length - 1 && part.startsWith("0")) return;
    const expansion = ABBREVIATIONS[part];
    if (expansion) {
      words.push(...expansion);
      return;
    }
    const segmented = part.length >= 5 ? segment(part, dictionary) : null;
    if (segmented && segmented.length <= 3 && segmented.every((each) => each.length > 1)) {
      words.push(...segmented.flatMap((each) => ABBREVIATIONS[each] ?? [each]));
    } else words.push(part);
  });
  return words.length > 0 ? words : parts;
}
