"use client";
import { TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { type RefObject, useState } from "react";
import { useGrid } from "../context.tsx";
import { useFocus, useOrder } from "../hooks/use-store.ts";
import classes from "./status-line.module.css";

/** Which place of the view the cursor is at; another number goes there. */
export function Place({ field }: { readonly field: RefObject<HTMLInputElement | null> }) {
  const t = useTranslations("grid");
  const { session, screen } = useGrid();
  const order = useOrder(session);
  // While somebody types, the cursor may move on.
  const [typed, setTyped] = useState<string | null>(null);
  const focus = useFocus(session);
  const at = focus === null ? -1 : session.order.indexOf(focus);
  if (order.size === null) return order.loading ? <span role="status">{t("ordering")}</span> : null;
  if (order.size === 0) return null;
  const go = (place: number) => {
    session.goTo(place - 1);
    screen.current?.scrollTo(place - 1);
  };
  return (
    <span className={classes.position}>
      <TextInput
        ref={field}
        size="xs"
        w={86}
        inputMode="numeric"
        value={typed ?? (at < 0 ? "" : String(at + 1))}
        aria-label={t("place.label")}
        onFocus={(event) => {
          setTyped(event.currentTarget.value);
          event.currentTarget.select();
        }}
        onBlur={() => setTyped(null)}
        onChange={(event) => setTyped(event.currentTarget.value.replace(/\D/g, ""))}
        onKeyDown={(event) => {
          const place = Number(event.currentTarget.value);
          if (event.key === "Enter" && Number.isSafeInteger(place) && place > 0) go(Math.min(place, order.size ?? 1));
          if (event.key === "Enter" || event.key === "Escape") event.currentTarget.blur();
        }}
      />
      {t("place.of", { count: order.size })}
    </span>
  );
}
