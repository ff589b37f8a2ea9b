"use client";
import { Alert, Button, Checkbox, Group, MultiSelect, Stack, Text, TextInput } from "@mantine/core";
import { formulaUnits, type ProjectFormula } from "@nauplius/domain";
import { partProblems } from "@nauplius/ecology/quantities";
import type { Trial } from "@nauplius/services";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ApiRefusal, api } from "@/components/api.ts";
import { useReread } from "@/components/use-reread.ts";
import classes from "../statistics.module.css";
import type { Confirmed } from "./formulas.tsx";
import { namesIn, withNames } from "./names.ts";
import { Trials } from "./trials.tsx";

type Props = { readonly projectId: number; readonly confirmed: Confirmed; readonly onClose: () => void };

/** Formulas are tried on three objects, then confirmed; what is unlikely must be confirmed by name. */
export function FormulaEditor({ projectId, confirmed, onClose }: Props) {
  const t = useTranslations("statistics.formulas");
  const { isReading, reread } = useReread();
  const [formulas, setFormulas] = useState<ProjectFormula[]>(() => [...(confirmed.protocol?.formulas ?? confirmed.proposals)]);
  const [name, setName] = useState(confirmed.protocol?.name ?? "");
  const [accepted, setAccepted] = useState<string[]>([...(confirmed.protocol?.accepted ?? [])]);
  const [trials, setTrials] = useState<readonly Trial[] | null>(null);
  const [sure, setSure] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const used = formulas.filter(({ text }) => text.trim() !== "");
  const unlikely = [...new Set((trials ?? []).flatMap((trial) => trial.unlikely.map(({ code }) => code)))];
  const change = (at: number, next: ProjectFormula) => {
    setFormulas(formulas.with(at, next));
    setTrials(null);
    setSure(false);
  };
  const ask = async (work: () => Promise<void>) => {
    setBusy(true);
    setRefusal(null);
    try {
      await work();
    } catch (error) {
      setRefusal(error instanceof ApiRefusal ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  const attempt = () =>
    ask(async () => {
      const answer = await api<{ trials: Trial[] }>("POST", `projects/${projectId}/protocol/try`, { formulas: used });
      setTrials(answer.trials);
    });
  const confirm = () =>
    ask(async () => {
      const before = confirmed.history[0]?.version ?? 0;
      await api("POST", `projects/${projectId}/protocol`, { name, formulas: used, accepted, before, unlikely: sure ? unlikely : [] });
      reread(onClose);
    });
  return (
    <Stack gap="sm" mt="sm">
      <Text size="sm" c="dimmed">
        {t("about")}
      </Text>
      {formulas.map((formula, at) => (
        <FormulaLine key={formula.purpose} formula={formula} names={confirmed.names} onChange={(next) => change(at, next)} />
      ))}
      <MultiSelect
        size="xs"
        label={t("accepted")}
        description={t("acceptedAbout")}
        value={accepted}
        onChange={setAccepted}
        data={partProblems.filter((one) => !fatalOnes.has(one)).map((value) => ({ value, label: t(`problems.${value}`) }))}
      />
      {refusal !== null && <Alert color="red">{refusal}</Alert>}
      {trials !== null && <Trials trials={trials} />}
      {trials !== null && unlikely.length > 0 && (
        <Checkbox
          checked={sure}
          onChange={(e) => setSure(e.currentTarget.checked)}
          label={t("sure", { what: unlikely.map((code) => t(`unlikely.${code}`)).join(", ") })}
        />
      )}
      <Group align="end">
        <TextInput size="xs" label={t("name")} value={name} onChange={(e) => setName(e.currentTarget.value)} />
        <Button size="xs" variant="default" loading={busy} onClick={() => void attempt()}>
          {t("try")}
        </Button>
        <Button
          size="xs"
          loading={busy || isReading}
          disabled={trials === null || name.trim() === "" || (unlikely.length > 0 && !sure)}
          onClick={() => void confirm()}
        >
          {t("confirm")}
        </Button>
        <Button size="xs" variant="subtle" color="gray" onClick={onClose}>
          {t("leave")}
        </Button>
      </Group>
    </Stack>
  );
}

/** Nobody can accept that a number is not there. */
const fatalOnes: ReadonlySet<string> = new Set(["missingVolume", "badVolume", "missingSubPart", "badSubPart"]);

type LineProps = { readonly formula: ProjectFormula; readonly names: readonly string[]; readonly onChange: (next: ProjectFormula) => void };

/** A formula, and the unit of each column in it: a column has none of its own. */
function FormulaLine({ formula, names, onChange }: LineProps) {
  const t = useTranslations("statistics.formulas");
  const { purpose, text, variables } = formula;
  const strange = namesIn(text).filter((one) => !names.includes(one));
  return (
    <div className={classes.formula}>
      <Text size="sm" pt={4}>
        {t(`purposes.${purpose}`)}{" "}
        <Text span size="xs" c="dimmed">
          {formulaUnits[purpose]}
        </Text>
      </Text>
      <div>
        <TextInput
          size="xs"
          aria-label={t(`purposes.${purpose}`)}
          value={text}
          error={strange.length > 0 ? t("strange", { names: strange.join(", ") }) : undefined}
          onChange={(e) => onChange({ purpose, ...withNames(e.currentTarget.value, variables) })}
        />
        <div className={classes.units}>
          {Object.entries(variables).map(([one, unit]) => (
            <TextInput
              key={one}
              size="xs"
              w={200}
              label={t("unitOf", { name: one })}
              value={unit}
              onChange={(e) => onChange({ purpose, text, variables: { ...variables, [one]: e.currentTarget.value } })}
            />
          ))}
        </div>
      </div>
    </div>
  );
}
