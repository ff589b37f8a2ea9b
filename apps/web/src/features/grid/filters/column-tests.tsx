"use client";
import { ActionIcon, Select, Text, TextInput } from "@mantine/core";
import type { FieldDefinition, Filter } from "@nauplius/domain";
import { IconTrash } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useGrid } from "../context.tsx";
import classes from "./filters.module.css";
import { NumberRange } from "./ranges.tsx";

type Test = NonNullable<Filter["fields"]>[number];
const hows = ["range", "contains", "equals", "missing", "present"] as const;
type How = (typeof hows)[number];

const howOf = (test: Test): How =>
  "contains" in test ? "contains" : "equals" in test ? "equals" : "missing" in test ? (test.missing ? "missing" : "present") : "range";
const keyOf = (f: { level: string; name: string }): string => `${f.level}/${f.name}`;

function testFor(field: Test["field"], how: How, text: string): Test {
  switch (how) {
    case "contains":
      return { field, contains: text === "" ? " " : text };
    case "equals":
      return { field, equals: text };
    case "missing":
    case "present":
      return { field, missing: how === "missing" };
    case "range":
      return { field };
  }
}

type Props = { readonly value: readonly Test[]; readonly onChange: (value: readonly Test[]) => void };

/** Any number of columns, each with its test; whether all or any of them hold is said beside them. */
export function ColumnTests({ value, onChange }: Props) {
  const t = useTranslations("grid.filters");
  const { fields } = useGrid();
  const replace = (at: number, test: Test) => onChange(value.map((old, i) => (i === at ? test : old)));
  const definition = (test: Test): FieldDefinition | undefined => fields.find((f) => keyOf(f) === keyOf(test.field));
  const add = (key: string | null) => {
    const field = fields.find((f) => keyOf(f) === key);
    if (field === undefined) return;
    const ref = { level: field.level, name: field.name };
    onChange([...value, field.type === "number" ? { field: ref } : { field: ref, missing: false }]);
  };
  return (
    <>
      {value.map((test, at) => (
        <ColumnTest
          // Two tests may be of the same column: their place tells them apart.
          key={`${keyOf(test.field)} ${at}`}
          test={test}
          definition={definition(test)}
          onChange={(next) => replace(at, next)}
          onRemove={() => onChange(value.filter((_, i) => i !== at))}
        />
      ))}
      <Select
        size="xs"
        searchable
        placeholder={t("addColumn")}
        aria-label={t("addColumn")}
        value={null}
        onChange={add}
        disabled={value.length >= 20}
        data={fields.map((f) => ({ value: keyOf(f), label: f.level === "object" ? f.name : `${f.level} ${f.name}` }))}
      />
    </>
  );
}

type OneProps = {
  readonly test: Test;
  readonly definition: FieldDefinition | undefined;
  readonly onChange: (test: Test) => void;
  readonly onRemove: () => void;
};

function ColumnTest({ test, definition, onChange, onRemove }: OneProps) {
  const t = useTranslations("grid.filters");
  const how = howOf(test);
  const text = "contains" in test ? test.contains : "equals" in test ? test.equals : "";
  const name = test.field.level === "object" ? test.field.name : `${test.field.level} ${test.field.name}`;
  const possible = definition?.type === "text" ? hows.filter((h) => h !== "range") : hows.filter((h) => h !== "contains");
  return (
    <div className={classes.test}>
      <div className={classes.head}>
        <Text size="xs" fw={600} truncate style={{ flex: 1 }}>
          {name}
          {definition?.unit != null && ` (${definition.unit})`}
        </Text>
        <ActionIcon size="xs" variant="subtle" color="gray" onClick={onRemove} aria-label={t("removeColumn", { name })}>
          <IconTrash size={13} />
        </ActionIcon>
      </div>
      {definition === undefined && (
        <Text size="xs" c="red">
          {t("unknownColumn")}
        </Text>
      )}
      <Select
        size="xs"
        aria-label={t("how")}
        allowDeselect={false}
        value={how}
        data={possible.map((h) => ({ value: h, label: t(`hows.${h}`) }))}
        onChange={(next) => onChange(testFor(test.field, hows.find((h) => h === next) ?? how, text.trim()))}
      />
      {how === "range" && "field" in test && !("contains" in test) && !("equals" in test) && !("missing" in test) && (
        <NumberRange label={name} value={test} onChange={(range) => onChange({ field: test.field, ...range })} />
      )}
      {(how === "contains" || how === "equals") && (
        <TextInput
          key={text}
          size="xs"
          aria-label={name}
          defaultValue={text.trim()}
          onBlur={(event) => event.currentTarget.value !== text && onChange(testFor(test.field, how, event.currentTarget.value))}
          onKeyDown={(event) => event.key === "Enter" && onChange(testFor(test.field, how, event.currentTarget.value))}
        />
      )}
    </div>
  );
}
