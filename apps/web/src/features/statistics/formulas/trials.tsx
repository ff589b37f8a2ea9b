"use client";
import { Anchor, Text } from "@mantine/core";
import type { Trial } from "@nauplius/services";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { short } from "../model/common.ts";
import classes from "../statistics.module.css";

const units = {
  sampledVolume: "m³",
  imageVolume: "m³",
  subPart: "",
  pixelSize: "µm",
  plainVolume: "mm³",
  riddledVolume: "mm³",
  ellipsoidVolume: "mm³",
  particleFactor: "mm²",
  particleExponent: "",
} as const;

/** What the formulas make of three objects: the numbers that a person can judge. */
export function Trials({ trials }: { readonly trials: readonly Trial[] }) {
  const t = useTranslations("statistics.formulas");
  const purposes = trials[0]?.results.map(({ purpose }) => purpose) ?? [];
  if (trials.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t("noObjects")}
      </Text>
    );
  return (
    <section className={classes.trials} aria-label={t("trials")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("object")}</th>
            {trials.map((trial) => (
              <th scope="col" key={trial.objectId}>
                <Anchor component={Link} href={`/objects/${trial.objectId}`} target="_blank" inherit>
                  {trial.object}
                </Anchor>
                <br />
                <Text span size="xs" c="dimmed">
                  {trial.sample}
                </Text>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {purposes.map((purpose, at) => (
            <tr key={purpose}>
              <th scope="row">{t(`purposes.${purpose}`)}</th>
              {trials.map((trial) => {
                const result = trial.results[at]?.result;
                return (
                  <td key={trial.objectId}>
                    {result?.value == null ? (
                      <Text c="var(--mantine-color-orange-light-color)">{result?.reason}</Text>
                    ) : (
                      `${short(result.value)} ${units[purpose]}`
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
          <tr>
            <th scope="row">{t("esd")}</th>
            {trials.map((trial) => (
              <td key={trial.objectId}>{trial.esd === null ? "–" : `${short(trial.esd)} µm`}</td>
            ))}
          </tr>
          <tr>
            <th scope="row">{t("adds")}</th>
            {trials.map((trial) => (
              <td key={trial.objectId}>{trial.concentration === null ? "–" : `${short(trial.concentration)} m⁻³`}</td>
            ))}
          </tr>
          <tr>
            <th scope="row">{t("doubt")}</th>
            {trials.map((trial) => (
              <td key={trial.objectId}>
                {trial.unlikely.length === 0
                  ? "–"
                  : trial.unlikely.map(({ code, got, expected }) => `${t(`unlikely.${code}`)}: ${short(got)} (${expected})`).join("; ")}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </section>
  );
}
