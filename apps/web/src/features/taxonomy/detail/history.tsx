"use client";
import { Anchor, Text } from "@mantine/core";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { TaxonEvent } from "../types.ts";
import classes from "./detail.module.css";
import { useHistory } from "./use-taxon.ts";

type Words = ReturnType<typeof useTranslations<"taxonomy">>;

/** A value of an event as the taxon's page would say it. */
export function valueWord(field: string, value: unknown, t: Words): string {
  if (value === null || value === undefined || value === "") return "–";
  if (typeof value === "boolean") return t(value ? "flags.yes" : "flags.no");
  if (typeof value === "object") return "…";
  const name = field === "extent" ? `flags.extent.${value}` : `${field}.${value}`;
  return t.has(name) ? t(name) : String(value);
}

/** Before -> after of the fields that an event names; parts for machines are left out. */
function Changes({ event }: { event: TaxonEvent }) {
  const t = useTranslations("taxonomy.fields");
  const words = useTranslations("taxonomy");
  const fields = Object.keys(event.after ?? event.before ?? {}).filter((field) => t.has(field));
  if (fields.length === 0) return null;
  return (
    <span className={classes.changes}>
      {fields.map((field) => (
        <span key={field}>
          {t(field)}: {event.before !== null && <s>{valueWord(field, event.before[field], words)}</s>}{" "}
          {event.after !== null && valueWord(field, event.after[field], words)}
        </span>
      ))}
    </span>
  );
}

/** Lines of what happened, newest first. */
export function EventList({ events, withTaxon = false }: { events: readonly TaxonEvent[]; withTaxon?: boolean }) {
  const t = useTranslations("taxonomy.history");
  const format = useFormatter();
  return (
    <ol className={classes.events}>
      {events.map((event) => (
        <li key={event.id}>
          <time dateTime={event.at}>{format.dateTime(new Date(event.at), { dateStyle: "medium", timeStyle: "short" })}</time>
          <span>
            {withTaxon && event.taxon !== null && (
              <Anchor component={Link} href={`/taxa/${event.taxonId}`} size="sm" underline="always">
                {event.taxon}
              </Anchor>
            )}{" "}
            {t.has(`kind.${event.kind}`) ? t(`kind.${event.kind}`) : event.kind}
            <span className={classes.quiet}> · {event.byName ?? t("site")}</span>
            {event.undoneBy !== null && <span className={classes.quiet}> · {t("undone")}</span>}
            {event.runId !== null && (
              <>
                {" · "}
                <Anchor component={Link} href={`/runs/${event.runId}`} size="sm" underline="always">
                  {t("run")}
                </Anchor>
              </>
            )}
            <Changes event={event} />
          </span>
        </li>
      ))}
    </ol>
  );
}

export function History({ taxon }: { taxon: number }) {
  const t = useTranslations("taxonomy.history");
  const { data } = useHistory(taxon);
  if (data === undefined) return null;
  return (
    <section>
      <h2 className={classes.heading}>{t("title")}</h2>
      {data.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t("none")}
        </Text>
      ) : (
        <EventList events={data} />
      )}
    </section>
  );
}
