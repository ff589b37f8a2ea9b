import { states } from "@nauplius/domain";
import { useFormatter, useTranslations } from "next-intl";
import type { StateCounts } from "./bar.tsx";
import { StateMark } from "./mark.tsx";
import classes from "./state.module.css";

/** What the colours of a bar mean, with the numbers behind them. */
export function StateLegend({ counts }: { readonly counts: StateCounts }) {
  const t = useTranslations("site.states");
  const format = useFormatter();
  return (
    <ul className={classes.legend}>
      {[...states].reverse().map((state) => (
        <li key={state}>
          <StateMark state={state} /> {t(state)} <b>{format.number(Number(counts[state]))}</b>
        </li>
      ))}
    </ul>
  );
}

/** The two signs that are facts of a label, not states of their own. */
export function SignLegend() {
  const t = useTranslations("site.signs");
  return (
    <ul className={classes.legend}>
      <li>
        <StateMark state="predicted" proposed /> {t("proposed")}
      </li>
      <li>
        <StateMark state="validated" accepted /> {t("accepted")}
      </li>
    </ul>
  );
}
