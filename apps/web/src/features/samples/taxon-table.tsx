"use client";
import { Anchor, Button, Text } from "@mantine/core";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { StateBar, type StateCounts, totalOf } from "@/components/state/bar.tsx";
import classes from "./samples.module.css";

export type TaxonLine = { readonly id: number; readonly displayName: string; readonly counts: StateCounts };
const firstShown = 20;

/** Taxa with their objects by state, most first; each leads to its objects. */
export function TaxonTable({ lines, href }: { readonly lines: readonly TaxonLine[]; readonly href: string | null }) {
  const t = useTranslations("samples");
  const format = useFormatter();
  const [all, setAll] = useState(false);
  const shown = all ? lines : lines.slice(0, firstShown);
  const most = Math.max(1, ...lines.map((line) => totalOf(line.counts)));
  return (
    <section>
      <h2 className={classes.heading}>{t("taxa", { count: lines.length })}</h2>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t("taxon")}</th>
            <th scope="col">
              <span className={classes.hidden}>{t("states")}</span>
            </th>
            <th scope="col" className={classes.number}>
              {t("objects")}
            </th>
            <th scope="col" className={classes.number}>
              {t("validated")}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((line) => {
            const total = totalOf(line.counts);
            return (
              <tr key={line.id}>
                <td>
                  {href === null ? (
                    line.displayName
                  ) : (
                    <Anchor component={Link} href={`${href}${line.id}`} size="sm">
                      {line.displayName}
                    </Anchor>
                  )}
                </td>
                <td className={classes.bar}>
                  <div style={{ width: `${Math.max(2, (100 * total) / most)}%` }}>
                    <StateBar counts={line.counts} height={6} />
                  </div>
                </td>
                <td className={classes.number}>{format.number(total)}</td>
                <td className={classes.number}>
                  <Text span size="xs" c="dimmed">
                    {format.number(line.counts.validated / total, { style: "percent" })}
                  </Text>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {lines.length > firstShown && (
        <Button size="compact-sm" variant="subtle" mt={6} onClick={() => setAll(!all)}>
          {all ? t("fewer") : t("all", { count: lines.length })}
        </Button>
      )}
    </section>
  );
}
