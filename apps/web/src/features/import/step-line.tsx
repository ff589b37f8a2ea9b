"use client";
import { IconCheck } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { type Step, steps } from "./step.ts";
import classes from "./step-line.module.css";

/** Where one is: five steps in a line; on a narrow page only the present one has its name. */
export function StepLine({ step }: { step: Step }) {
  const t = useTranslations("import");
  const at = step === "done" ? steps.length : steps.indexOf(step);
  return (
    <ol className={classes.line} aria-label={t("title")}>
      {steps.map((name, i) => (
        <li
          key={name}
          className={classes.step}
          data-state={i < at ? "past" : i === at ? "here" : "ahead"}
          aria-current={name === step ? "step" : undefined}
        >
          <span className={classes.mark}>{i < at ? <IconCheck size={14} stroke={2.5} aria-hidden /> : i + 1}</span>
          <span className={classes.name}>{t(`steps.${name}`)}</span>
        </li>
      ))}
    </ol>
  );
}
