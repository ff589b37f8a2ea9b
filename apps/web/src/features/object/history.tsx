"use client";
import { Loader, Text } from "@mantine/core";
import { useFormatter, useTranslations } from "next-intl";
import { StateMark } from "@/components/state/mark.tsx";
import classes from "./object.module.css";
import { useHistory } from "./use-object.ts";

/** Ways of labelling in which somebody may have looked at the object or not. */
const looking = new Set(["one", "page", "interval", "filter"]);

/** Who, when, how, and whether somebody looked: newest first, nothing ever missing. */
export function HistoryList({ id, version }: { readonly id: number; readonly version: number }) {
  const t = useTranslations("object.history");
  const format = useFormatter();
  const history = useHistory(id, version);
  return (
    <section aria-label={t("title")}>
      <Text size="xs" fw={600} c="dimmed" mb={6}>
        {t("title")}
      </Text>
      {history.isPending && <Loader size="xs" />}
      {history.isError && (
        <Text size="sm" c="red" role="alert">
          {history.error.message}
        </Text>
      )}
      {history.data?.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("none")}
        </Text>
      )}
      <ol className={classes.history}>
        {history.data?.map((entry) => (
          <li key={entry.id}>
            <StateMark state={entry.state} proposed={entry.proposed} accepted={entry.accepted} />
            <div>
              <Text size="sm">{entry.taxon ?? t("noTaxon")}</Text>
              <Text size="xs" c="dimmed">
                {[
                  t(`how.${entry.how}`),
                  entry.gestureBy ?? entry.byName,
                  format.dateTime(new Date(entry.recordedAt), { dateStyle: "medium", timeStyle: "short" }),
                  !looking.has(entry.how) ? null : t(entry.seen ? "seen" : "unseen"),
                  entry.score === null ? null : t("score", { score: entry.score }),
                ]
                  .filter((part) => part !== null)
                  .join(" · ")}
              </Text>
              {(entry.how === "undo" || entry.how === "redo") && entry.byName !== null && (
                <Text size="xs" c="dimmed">
                  {t("back", { name: entry.byName, date: new Date(entry.at) })}
                </Text>
              )}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
