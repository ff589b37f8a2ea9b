import type { State } from "@nauplius/domain";
import { IconCheck, IconChecks, IconCircleDashed, IconQuestionMark, IconSparkles, IconUserQuestion } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import classes from "./state.module.css";

type Shown = { readonly state: State; readonly proposed?: boolean; readonly accepted?: boolean };
/** What people call a label: the four states, and the two that are facts of the event. */
export type StateName = State | "proposed" | "accepted";

export const stateName = ({ state, proposed, accepted }: Shown): StateName => (proposed ? "proposed" : accepted ? "accepted" : state);

const icons = {
  unclassified: IconCircleDashed,
  predicted: IconSparkles,
  dubious: IconQuestionMark,
  validated: IconCheck,
  proposed: IconUserQuestion,
  accepted: IconChecks,
} as const;

/** A state as a sign: colour and form, so that neither is needed alone. */
export function StateMark({ size = 14, ...shown }: Shown & { readonly size?: number }) {
  const t = useTranslations("site.states");
  const name = stateName(shown);
  const Icon = icons[name];
  return (
    <span className={classes.mark} data-state={name} title={t(name)}>
      <Icon size={size} stroke={2.2} aria-hidden />
    </span>
  );
}
