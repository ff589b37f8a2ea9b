"use client";
import { Button, List, Text } from "@mantine/core";
import { useFormatter, useTranslations } from "next-intl";
import type { PickedTaxon } from "@/components/taxon-picker.tsx";
import classes from "./pages.module.css";
import type { Accepted } from "./use-interval.ts";

type Props = {
  readonly taxon: PickedTaxon;
  /** Null: nothing was left to accept. */
  readonly result: Accepted | null;
  readonly end: number;
  /** The view may go on with the same taxon. */
  readonly isMore: boolean;
  readonly onLeave: (next: number | null) => void;
};

/** What was accepted, how sure that is, and what it may have swallowed. */
export function Result({ taxon, result, end, isMore, onLeave }: Props) {
  const t = useTranslations("grid.pages");
  const format = useFormatter();
  const percent = (share: number) => format.number(Math.floor(share * 1000) / 1000, { style: "percent", maximumFractionDigits: 1 });
  return (
    <div className={classes.middle} role="status">
      {result === null ? (
        <Text fw={600}>{t("nothingLeft")}</Text>
      ) : (
        <>
          <Text fw={600}>{t("accepted", { count: result.accepted, taxon: taxon.displayName })}</Text>
          <Text data-testid="precision">
            {t("atLeast", { percent: percent(result.atLeast), right: result.right, checks: result.checks })}
          </Text>
          <Text size="sm" c="dimmed">
            {t("swallowed", { most: Math.ceil((1 - result.atLeast) * result.accepted) })}
          </Text>
          {result.mayBe.length > 0 && (
            <List size="sm">
              {result.mayBe.map((other) => (
                <List.Item key={other.taxonId}>{t("mayBe", { taxon: other.displayName, count: Math.round(other.objects) })}</List.Item>
              ))}
            </List>
          )}
        </>
      )}
      {isMore && (
        <Button onClick={() => onLeave(end)} autoFocus>
          {t("goOn")}
        </Button>
      )}
      <Button variant={isMore ? "subtle" : "filled"} onClick={() => onLeave(null)}>
        {t("leave")}
      </Button>
    </div>
  );
}
