"use client";
import { Anchor } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useGrid } from "../context.tsx";
import { useOthers } from "../hooks/use-others.ts";

/** Who else is at work here, and how many tiles they changed: they keep their place until the view is read anew. */
export function Others() {
  const t = useTranslations("grid.others");
  const { refresh } = useGrid();
  const { people, changed } = useOthers();
  return (
    <>
      {people.length > 0 && <span data-testid="others">{t("people", { names: people.slice(0, 3).join(", "), count: people.length })}</span>}
      {changed > 0 && (
        <Anchor component="button" size="xs" onClick={refresh}>
          {t("changed", { count: changed })}
        </Anchor>
      )}
    </>
  );
}
