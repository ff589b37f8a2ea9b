"use client";
import { NumberInput, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import classes from "./filters.module.css";

type Bounds = { readonly min?: number; readonly max?: number };

type NumberProps = {
  readonly label: string;
  readonly value: Bounds | undefined;
  readonly onChange: (value: Bounds | undefined) => void;
  readonly step?: number;
  readonly min?: number;
  readonly max?: number;
};

const asNumber = (text: string | number): number | undefined => (text === "" || !Number.isFinite(Number(text)) ? undefined : Number(text));

/** Two bounds, both included; applied when the field is left or Enter is pressed. */
export function NumberRange({ label, value, onChange, ...limits }: NumberProps) {
  const t = useTranslations("grid.filters");
  const [draft, setDraft] = useState<{ min: string | number; max: string | number }>({ min: "", max: "" });
  // The address may change from elsewhere: back button, a saved view.
  useEffect(() => setDraft({ min: value?.min ?? "", max: value?.max ?? "" }), [value?.min, value?.max]);
  const apply = () => {
    const [min, max] = [asNumber(draft.min), asNumber(draft.max)];
    if (min !== value?.min || max !== value?.max) onChange(min === undefined && max === undefined ? undefined : { min, max });
  };
  const field = (side: "min" | "max") => (
    <NumberInput
      size="xs"
      hideControls
      aria-label={`${label}: ${t(side)}`}
      placeholder={t(side)}
      value={draft[side]}
      onChange={(next) => setDraft((old) => ({ ...old, [side]: next }))}
      onBlur={apply}
      onKeyDown={(event) => event.key === "Enter" && apply()}
      {...limits}
    />
  );
  return (
    <div className={classes.pair}>
      {field("min")}–{field("max")}
    </div>
  );
}

type Days = { readonly from?: string; readonly to?: string };

/** The browser's own field is wider than the panel has room for. */
const dayStyles = { input: { paddingInline: 6, fontSize: 11 } };

/** Two days, both included. */
export function DateRange({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: Days | undefined;
  readonly onChange: (value: Days | undefined) => void;
}) {
  const t = useTranslations("grid.filters");
  const set = (side: "from" | "to", text: string) => {
    const next = { ...value, [side]: text === "" ? undefined : text };
    onChange(next.from === undefined && next.to === undefined ? undefined : next);
  };
  return (
    <div className={classes.pair}>
      <TextInput
        size="xs"
        type="date"
        styles={dayStyles}
        label={t("from")}
        aria-label={`${label}: ${t("from")}`}
        value={value?.from ?? ""}
        onChange={(e) => set("from", e.currentTarget.value)}
      />
      –
      <TextInput
        size="xs"
        type="date"
        styles={dayStyles}
        label={t("to")}
        aria-label={`${label}: ${t("to")}`}
        value={value?.to ?? ""}
        onChange={(e) => set("to", e.currentTarget.value)}
      />
    </div>
  );
}
