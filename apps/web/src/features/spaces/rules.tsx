"use client";
import { Checkbox, NativeSelect, NumberInput, Text } from "@mantine/core";
import { featureTransforms, type OwnRules, trimSides } from "@nauplius/domain";
import { useTranslations } from "next-intl";
import classes from "./spaces.module.css";
import type { ProposedRule } from "./types.ts";

type Rule = OwnRules[string];
type Props = {
  readonly proposed: readonly ProposedRule[];
  /** Rules of the features that take part. */
  readonly rules: OwnRules;
  readonly onChange: (rules: OwnRules) => void;
};

const ruleOf = ({ transform, trim, share }: ProposedRule): Rule => ({ transform, trim, share });

/** What a recipe of one's own begins with. */
export const usualRules = (proposed: readonly ProposedRule[]): OwnRules =>
  Object.fromEntries(proposed.filter(({ isUsual }) => isUsual).map((one) => [one.feature, ruleOf(one)]));

/** A person's rules: which features take part, and what is done to each. */
export function Rules({ proposed, rules, onChange }: Props) {
  const t = useTranslations("spaces");
  const taken = Object.keys(rules).length;
  const change = (one: ProposedRule, part: Partial<Rule> | null) => {
    if (part !== null) return onChange({ ...rules, [one.feature]: { ...ruleOf(one), ...rules[one.feature], ...part } });
    onChange(Object.fromEntries(Object.entries(rules).filter(([feature]) => feature !== one.feature)));
  };
  return (
    <section aria-label={t("rules.title")}>
      <Text size="xs" c="dimmed" mt="sm" mb={4}>
        {t("rules.about", { taken, all: proposed.length })}
      </Text>
      <div className={classes.rules}>
        <table>
          <thead>
            <tr>
              <th scope="col">
                <Checkbox
                  size="xs"
                  label={t("rules.feature")}
                  aria-label={t("rules.all")}
                  checked={taken === proposed.length && taken > 0}
                  indeterminate={taken > 0 && taken < proposed.length}
                  onChange={(e) =>
                    onChange(
                      e.currentTarget.checked
                        ? Object.fromEntries(proposed.map((one) => [one.feature, rules[one.feature] ?? ruleOf(one)]))
                        : {},
                    )
                  }
                />
              </th>
              <th scope="col">{t("rules.transform")}</th>
              <th scope="col">{t("rules.trim")}</th>
              <th scope="col">{t("rules.share")}</th>
            </tr>
          </thead>
          <tbody>
            {proposed.map((one) => (
              <Row key={one.feature} one={one} rule={rules[one.feature]} onChange={(part) => change(one, part)} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

type RowProps = {
  readonly one: ProposedRule;
  /** Undefined: the feature takes no part. */
  readonly rule: Rule | undefined;
  readonly onChange: (part: Partial<Rule> | null) => void;
};

function Row({ one, rule, onChange }: RowProps) {
  const t = useTranslations("spaces");
  const shown = rule ?? ruleOf(one);
  const named = (what: string) => ({ "aria-label": t("rules.of", { what, feature: one.feature }) });
  return (
    <tr>
      <th scope="row">
        <Checkbox
          size="xs"
          label={one.feature}
          checked={rule !== undefined}
          onChange={(e) => onChange(e.currentTarget.checked ? {} : null)}
        />
      </th>
      <td>
        <NativeSelect
          size="xs"
          miw={120}
          {...named(t("rules.transform"))}
          disabled={rule === undefined}
          value={shown.transform}
          onChange={(e) => onChange({ transform: e.currentTarget.value as Rule["transform"] })}
          data={featureTransforms.map((value) => ({ value, label: t(`rules.transforms.${value}`) }))}
        />
      </td>
      <td>
        <NativeSelect
          size="xs"
          miw={120}
          {...named(t("rules.trim"))}
          disabled={rule === undefined}
          value={shown.trim}
          onChange={(e) => onChange({ trim: e.currentTarget.value as Rule["trim"] })}
          data={trimSides.map((value) => ({ value, label: t(`rules.sides.${value}`) }))}
        />
      </td>
      <td>
        <NumberInput
          size="xs"
          w={90}
          {...named(t("rules.share"))}
          disabled={rule === undefined || shown.trim === "none"}
          min={0}
          max={25}
          step={0.1}
          hideControls
          value={Number((100 * shown.share).toPrecision(6))}
          onChange={(value) => typeof value === "number" && onChange({ share: value / 100 })}
        />
      </td>
    </tr>
  );
}

/** Rules as a sentence for each feature, to look at. */
export function RulesKept({ rules }: { readonly rules: OwnRules }) {
  const t = useTranslations("spaces");
  return (
    <details>
      <summary>{t("rules.show")}</summary>
      <Text size="xs" c="dimmed">
        {Object.entries(rules)
          .map(([feature, { transform, trim, share }]) => {
            const trimmed = trim === "none" ? "" : `, ${t("rules.trimmed", { side: t(`rules.sides.${trim}`), percent: 100 * share })}`;
            return `${feature}: ${t(`rules.transforms.${transform}`)}${trimmed}`;
          })
          .join(" · ")}
      </Text>
    </details>
  );
}
