"use client";
import { Anchor } from "@mantine/core";
import type { State } from "@nauplius/domain";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { StateBar, totalOf } from "@/components/state/bar.tsx";
import { useUnsigned } from "@/components/unsigned.tsx";
import classes from "./samples.module.css";

export type ListedSample = {
  readonly id: number;
  readonly name: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly startedAt: string | null;
  readonly depthMin: number | null;
  readonly depthMax: number | null;
  readonly stale: readonly string[];
  readonly counts: Readonly<Record<State, number>>;
};

export const depthText = (min: number | null, max: number | null): string =>
  min === null && max === null ? "" : min === max || max === null || min === null ? `${min ?? max} m` : `${min}–${max} m`;

/** Samples with when, where from and how far they are. */
export function SampleTable({ samples }: { readonly samples: readonly ListedSample[] }) {
  const t = useTranslations("samples");
  const format = useFormatter();
  const { names } = useUnsigned();
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t("sample")}</th>
          <th scope="col">{t("when")}</th>
          <th scope="col">{t("depth")}</th>
          <th scope="col">
            <span className={classes.hidden}>{t("states")}</span>
          </th>
          <th scope="col" className={classes.number}>
            {t("objects")}
          </th>
        </tr>
      </thead>
      <tbody>
        {samples.map((sample) => (
          <tr key={sample.id}>
            <td>
              <Anchor component={Link} href={`/samples/${sample.id}`} size="sm">
                {sample.name}
              </Anchor>
              {names.includes(sample.name) && <span className={classes.staleMark}>{t("unsignedMark")}</span>}
              {sample.stale.length > 0 && (
                <span className={classes.staleMark} title={`${t("staleMark")}: ${sample.stale.join(", ")}`}>
                  {t("staleMark")}
                </span>
              )}
            </td>
            <td className={classes.quiet}>
              {sample.startedAt === null ? "" : format.dateTime(new Date(sample.startedAt), { dateStyle: "medium", timeStyle: "short" })}
            </td>
            <td className={classes.quiet}>{depthText(sample.depthMin, sample.depthMax)}</td>
            <td className={classes.bar}>
              <StateBar counts={sample.counts} height={5} />
            </td>
            <td className={classes.number}>{format.number(totalOf(sample.counts))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
