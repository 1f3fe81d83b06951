import type { ComponentProps, ReactNode } from "react";
import type { ChartInput } from "#app/charts/chart-input.ts";
import type { ChartConfig } from "#app/charts/config.ts";
import { profileColumns } from "#app/charts/profile-columns.ts";
import { Checkbox } from "#app/components/ui/checkbox.tsx";
import { Input } from "#app/components/ui/input.tsx";
import { Select } from "#app/components/ui/select.tsx";
import type { ChartFormValues } from "#app/shared/schemas/chart-form-values.ts";
import { DECIMALS, formatOptions, SORTS, STACKINGS, TYPES, type Option } from "./chart-editor-options.ts";

type ChartEditorFieldsProps = {
  id: string;
  config: ChartConfig;
  result: ChartInput;
  values: ChartFormValues;
  /** Names of the controls that another value is needed for. */
  wrong: string[];
};

/** One control a setting. A big number and a table have no axes, so none for them. */
export function ChartEditorFields({ id, config, result, values, wrong }: ChartEditorFieldsProps) {
  const profiles = profileColumns(result);
  const columns = profiles.map(({ key, label }) => ({ value: key, label }));
  const measures = profiles.filter(({ key, role }) => role === "quantitative" || config.y.includes(key));
  const hasAxes = config.type !== "big_number" && config.type !== "table";

  function mark(name: keyof ChartFormValues) {
    const isWrong = wrong.includes(name);
    return {
      id: `${id}-${name}`,
      name,
      "aria-invalid": isWrong || undefined,
      "aria-describedby": isWrong ? `${id}-reason` : undefined,
    };
  }
  return (
    <div className="grid grid-cols-2 gap-x-3 gap-y-3 sm:grid-cols-4">
      <Choice label="Type" options={TYPES} {...mark("type")} defaultValue={values.type} />
      {hasAxes ? (
        <>
          <Choice
            label="Along the axis"
            options={config.x === null ? [NONE, ...columns] : columns}
            {...mark("x")}
            defaultValue={values.x}
          />
          <Choice label="Split by" options={[NONE, ...columns]} {...mark("series")} defaultValue={values.series} />
          <Choice label="Stacking" options={STACKINGS} {...mark("stacking")} defaultValue={values.stacking} />
          <fieldset className="col-span-full" aria-describedby={mark("y")["aria-describedby"]}>
            <legend className="text-small text-ink-soft">Values</legend>
            <div className="flex flex-wrap gap-x-5">
              {measures.map(({ key, label }) => (
                <label key={key} className="flex min-h-8 items-center gap-2 max-sm:min-h-11">
                  <Checkbox name="y" value={key} defaultChecked={values.y.includes(key)} />
                  {label}
                </label>
              ))}
              <span className="flex min-h-8 items-center text-small text-ink-faint">
                None ticked: rows are counted.
              </span>
            </div>
          </fieldset>
          <Choice label="Sort" options={SORTS} {...mark("sort")} defaultValue={values.sort} />
          <Labelled label="Goal line" htmlFor={`${id}-goal`}>
            <Input {...mark("goal")} defaultValue={values.goal} placeholder="none" maxLength={30} autoComplete="off" />
          </Labelled>
        </>
      ) : null}
      {config.type === "table" ? null : (
        <>
          <Choice
            label="Numbers"
            options={formatOptions(values.format)}
            {...mark("format")}
            defaultValue={values.format}
          />
          <Choice label="Decimals" options={DECIMALS} {...mark("decimals")} defaultValue={values.decimals} />
        </>
      )}
      <Labelled label="Title" htmlFor={`${id}-title`} className="col-span-full">
        <Input {...mark("title")} defaultValue={values.title} placeholder="written from the data" maxLength={300} />
      </Labelled>
    </div>
  );
}

const NONE: Option = { value: "", label: "None" };

type ChoiceProps = { label: string; options: readonly Option[]; id: string } & ComponentProps<"select">;

function Choice({ label, options, ...rest }: ChoiceProps) {
  return (
    <Labelled label={label} htmlFor={rest.id}>
      <Select {...rest}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </Select>
    </Labelled>
  );
}

type LabelledProps = { label: string; htmlFor: string; className?: string; children: ReactNode };

function Labelled({ label, htmlFor, className, children }: LabelledProps) {
  return (
    <div className={`min-w-0 space-y-1 ${className ?? ""}`}>
      <label htmlFor={htmlFor} className="block text-small text-ink-soft">
        {label}
      </label>
      {children}
    </div>
  );
}
