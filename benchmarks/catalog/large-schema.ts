import type postgres from "postgres";

const SUBJECTS =
  "order invoice payment shipment product customer supplier employee contract ticket asset project device campaign booking account policy claim visit lesson".split(
    " ",
  );
const PARTS = "header line note event status history detail audit plan batch".split(" ");
const WORDS =
  "amber birch cedar delta ember fjord grove harbor island jasper kestrel lagoon meadow nectar onyx prairie quartz river summit timber".split(
    " ",
  );

/** `tables` tables of 20 columns and `rows` rows, named as people name them, with no foreign keys declared. */
export async function createLargeSchema(sql: postgres.Sql, tables: number, rows: number): Promise<void> {
  const names = Array.from({ length: tables }, (_, index) => tableName(index));
  for (const [index, name] of names.entries()) {
    const parents = [1, 2, 3]
      .map((step) => names[Math.floor(index / (step * 7 + 1))] ?? name)
      .filter((parent) => parent !== name);
    const references = [...new Set(parents)].map((parent) => `${parent}_id int`);
    const texts = ["name", "title", "region", "category", "city", "owner", "channel", "remark"].map(
      (text) => `${text} text`,
    );
    const numbers = ["amount numeric(12,2)", "quantity int", "discount numeric(5,2)", "score float8"];
    const rest = ["created_on date", "updated_at timestamptz", "active boolean", "priority smallint"];
    const columns = ["id int primary key", ...references, ...texts, ...numbers, ...rest];
    const padding = Array.from({ length: Math.max(0, 20 - columns.length) }, (_, extra) => `extra_${extra} int`);
    await sql.unsafe(`create table ${name} (${[...columns, ...padding].join(", ")})`);
    await sql.unsafe(`
      insert into ${name} (id, ${[...new Set(parents)].map((parent) => `${parent}_id`).join(", ")}${parents.length > 0 ? "," : ""}
        name, title, region, category, city, owner, channel, remark, amount, quantity, discount, score, created_on, updated_at, active, priority)
      select n, ${[...new Set(parents)].map(() => `1 + n % ${rows}`).join(", ")}${parents.length > 0 ? "," : ""}
        w[1 + n % 20] || ' ' || w[1 + n / 20 % 20] || ' ${index}', w[1 + n % 20] || ' report', w[1 + n % 5], w[1 + n % 7], w[1 + n % 19], w[1 + n % 13], w[1 + n % 3],
        repeat('long text ', 12), n * 1.25, n, n % 10, n / 3.0, date '2024-01-01' + n, now(), n % 2 = 0, n % 5
      from generate_series(1, ${rows}) n, (select '{${WORDS.join(",")}}'::text[] as w) words`);
  }
}

function tableName(index: number): string {
  const subject = SUBJECTS[index % SUBJECTS.length] ?? "thing";
  const part = PARTS[Math.floor(index / SUBJECTS.length) % PARTS.length] ?? "part";
  const series = Math.floor(index / (SUBJECTS.length * PARTS.length));
  return `${subject}_${part}${series === 0 ? "" : `_${series}`}`;
}
