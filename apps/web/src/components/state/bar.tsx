import { type State, states } from "@nauplius/domain";
import { useFormatter, useTranslations } from "next-intl";
import classes from "./state.module.css";

export type StateCounts = Readonly<Record<State, number>>;
/** Most certain first, as a progress reads. */
const order = [...states].reverse();

export const totalOf = (counts: StateCounts): number => states.reduce((sum, state) => sum + Number(counts[state]), 0);

/** Counts by state as one thin line. */
export function StateBar({ counts, height = 6 }: { readonly counts: StateCounts; readonly height?: number }) {
  const t = useTranslations("site.states");
  const format = useFormatter();
  const total = totalOf(counts);
  const parts = order.filter((state) => counts[state] > 0);
  const text = parts.map((state) => `${t(state)} ${format.number(Number(counts[state]))}`).join(", ");
  return (
    <div className={classes.bar} style={{ height }} role="img" aria-label={text === "" ? t("none") : text} title={text}>
      {parts.map((state) => (
        <div key={state} data-state={state} style={{ flexGrow: Number(counts[state]) / total }} />
      ))}
    </div>
  );
}
