import { useId, type ReactNode } from "react";
import { chartFormValues } from "#app/charts/chart-form.ts";
import type { ChartInput } from "#app/charts/chart-input.ts";
import { columnKeys } from "#app/charts/column-keys.ts";
import { CHART_TYPES, type ChartConfig } from "#app/charts/config.ts";
import { Checkbox } from "#app/components/ui/checkbox.tsx";
import { Field } from "#app/components/ui/field.tsx";
import { Input } from "#app/components/ui/input.tsx";
import { Select } from "#app/components/ui/select.tsx";

const SORT_LABELS = {
  "data-ascending": "As the rows come",
  "natural-ascending": "Time or natural order",
  "natural-descending": "Time or natural order, reversed",
  "x-ascending": "Name, A to Z",
  "x-descending": "Name, Z to A",
  "y-descending": "Value, highest first",
  "y-ascending": "Value, lowest first",
};
const NUMBER_LABELS = {
  auto: "As it fits",
  number: "In full",
  compact: "Short (12K)",
  currency: "Money",
  percent: "Per cent",
};
const DATE_LABELS = {
  auto: "As it is",
  year: "By year",
  quarter: "By quarter",
  month: "By month",
  week: "By week",
  day: "By day",
  hour: "By hour",
  minute: "By minute",
};

type ChartEditFieldsProps = {
  config: ChartConfig;
  columns: ChartInput["columns"];
  errors?: Partial<Record<string, string[]>>;
};

/** The fields that edit a chart, for a posting form; `chartFormSchema` reads what is posted. Works without JavaScript. */
export function ChartEditFields({ config, columns, errors = {} }: ChartEditFieldsProps) {
  const id = useId();
  const values = chartFormValues(config);
  const keys = Object.fromEntries(columnKeys(columns).map((key) => [key, key]));
  const types = Object.fromEntries(
    CHART_TYPES.map((type) => [type, type.charAt(0).toUpperCase() + type.slice(1).replaceAll("_", " ")]),
  );
  const field = (name: string, label: string, control: (props: { id: string; name: string }) => ReactNode) => (
    <Field id={`${id}-${name}`} label={label} errors={errors[name]}>
      {control({ id: `${id}-${name}`, name })}
    </Field>
  );
  const select = (name: keyof typeof values, label: string, options: Record<string, string>) =>
    field(name, label, (props) => (
      <Select {...props} defaultValue={values[name]}>
        {Object.entries(options).map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </Select>
    ));
  const input = (name: keyof typeof values, label: string, placeholder: string) =>
    field(name, label, (props) => (
      <Input
        {...props}
        defaultValue={values[name]}
        placeholder={placeholder}
        aria-invalid={errors[name] ? true : undefined}
        aria-describedby={errors[name] ? `${props.id}-error` : undefined}
      />
    ));
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {select("type", "Chart", types)}
      {input("title", "Title", "")}
      {select("x", "Along the axis", { "": "None", ...keys })}
      {select("y", "Measure", { "": "Number of rows", ...keys })}
      {select("series", "Split by", { "": "Nothing", ...keys })}
      {select("sort", "Order", SORT_LABELS)}
      {select("dateFormat", "Periods", DATE_LABELS)}
      {select("numberStyle", "Numbers", NUMBER_LABELS)}
      {input("currency", "Currency", "EUR")}
      {input("goal", "Goal line", "100k")}
      {input("goalLabel", "Name of the goal", "Goal")}
      <label className="flex items-center gap-2 self-end pb-2">
        <Checkbox name="share" defaultChecked={values.share === "on"} />
        Parts of 100%
      </label>
    </div>
  );
}
