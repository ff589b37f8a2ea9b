"use client";
import type { ImportQuestions } from "@nauplius/services";
import { useFormatter, useTranslations } from "next-intl";
import classes from "./import.module.css";

type Facts = ImportQuestions["facts"];

/** What the files hold, in figures. */
export function FactsLine({ facts, known }: { facts: Facts; known: number }) {
  const t = useTranslations("import.facts");
  const format = useFormatter();
  const figures = [
    ["tables", facts.tables],
    ["rows", facts.rows],
    ["objects", facts.objects],
    ["images", facts.images],
    ["known", known],
    ["warnings", facts.warnings],
    ["errors", facts.errors],
  ] as const;
  return (
    <dl className={classes.facts}>
      {figures
        .filter(([, n]) => n > 0)
        .map(([name, n]) => (
          <div key={name} data-fact={name}>
            <dd>{format.number(n)}</dd>
            <dt>{t(name, { n })}</dt>
          </div>
        ))}
    </dl>
  );
}
