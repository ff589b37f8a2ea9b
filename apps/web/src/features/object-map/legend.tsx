"use client";
import { Text, UnstyledButton } from "@mantine/core";
import { useFormatter, useTranslations } from "next-intl";
import type { Colouring, Kind, Rgb } from "./model/kinds.ts";
import classes from "./object-map.module.css";

type Props = {
  readonly by: Colouring;
  readonly kinds: readonly Kind[];
  readonly colours: readonly Rgb[];
  /** The kind that alone is to be seen. */
  readonly only: number | null;
  readonly onOnly: (kind: number | null) => void;
};

/** What the colours mean; pressing one leaves it alone to be seen, for whoever does not tell the colours apart. */
export function Legend({ by, kinds, colours, only, onOnly }: Props) {
  const t = useTranslations("objectMap.legend");
  const states = useTranslations("site.states");
  const format = useFormatter();
  const nameOf = (kind: Kind): string => {
    if (kind.role === "rest") return t("rest", { count: kind.names });
    if (kind.role === "none") return t(by === "score" ? "noScore" : "noTaxon");
    return by === "state"
      ? states(kind.name as "validated")
      : by === "score"
        ? `≈ ${format.number(Number(kind.name), { style: "percent" })}`
        : (kind.name ?? "");
  };
  return (
    <section aria-label={t("label")}>
      <ul className={classes.legend}>
        {kinds.map((kind, at) =>
          kind.objects === 0 ? null : (
            <li key={`${kind.role} ${kind.name}`}>
              <UnstyledButton className={classes.kind} aria-pressed={only === at} onClick={() => onOnly(only === at ? null : at)}>
                <i style={{ background: `rgb(${(colours[at] ?? [0, 0, 0]).join(" ")})` }} aria-hidden />
                <span>{nameOf(kind)}</span>
                <Text span size="xs" c="dimmed">
                  {format.number(kind.objects)}
                </Text>
              </UnstyledButton>
            </li>
          ),
        )}
      </ul>
    </section>
  );
}
