"use client";
import { Button, Group, Text, Textarea } from "@mantine/core";
import { objectId } from "@nauplius/domain";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { api } from "@/components/api.ts";
import { useGrid } from "../context.tsx";

/** Ids as they come from spreadsheets and mails: one a line, or parted by commas, semicolons, tabs. */
const split = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\n\r\t,;]+/)
      .map((id) => id.trim())
      .filter((id) => id !== ""),
  ),
];
const listed = 20;

/** What is longer the browser's own pasting would lay out letter by letter, which stops the page. */
const longestPasted = 20_000;
/** One letter more than an id may have: the refusal names it, but no field shows a million letters in one line. */
const cutAt = 256;
const longest = 3_000_000;
const readable = (text: string): string => text.slice(0, longest).replace(/[^\n\r\t,;]{257,}/g, (word) => word.slice(0, cutAt));

/** A pasted list of objects; those that are not here are named. */
export function PastedIds() {
  const t = useTranslations("grid.filters");
  const { project, view, setView } = useGrid();
  const [text, setText] = useState("");
  // A list of a hundred thousand is taken apart once, not at every drawing.
  const ids = useMemo(() => split(text), [text]);
  const find = useMutation({
    mutationFn: (ids: string[]) => api<{ found: number[]; missing: string[] }>("POST", `projects/${project.id}/objects/find`, { ids }),
    onSuccess: ({ found }) =>
      setView({ ...view, filter: { ...view.filter, originalIds: undefined, objects: found.map((id) => objectId.parse(id)) } }),
  });
  const missing = find.data?.missing ?? [];
  const set = view.filter.objects !== undefined || view.filter.originalIds !== undefined;
  return (
    <>
      <Textarea
        size="xs"
        // Of one height: to measure a hundred thousand lines at each drawing stops the page.
        rows={4}
        wrap="off"
        aria-label={t("ids")}
        placeholder={t("pasteIds")}
        value={text}
        onPaste={(event) => {
          const pasted = event.clipboardData.getData("text/plain");
          if (pasted.length <= longestPasted) return;
          event.preventDefault();
          const { selectionStart, selectionEnd } = event.currentTarget;
          setText(readable(text.slice(0, selectionStart) + pasted + text.slice(selectionEnd)));
        }}
        onChange={(e) => setText(readable(e.currentTarget.value))}
      />
      <Group gap={6} mt={6}>
        <Button size="compact-xs" variant="light" disabled={ids.length === 0} loading={find.isPending} onClick={() => find.mutate(ids)}>
          {t("showIds", { count: ids.length })}
        </Button>
        {set && (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            onClick={() => setView({ ...view, filter: { ...view.filter, objects: undefined, originalIds: undefined } })}
          >
            {t("removeIds")}
          </Button>
        )}
      </Group>
      {find.isError && (
        <Text size="xs" c="red" mt={4} role="alert">
          {find.error.message}
        </Text>
      )}
      {missing.length > 0 && (
        <Text size="xs" c="orange" mt={4} role="status" style={{ overflowWrap: "anywhere" }}>
          {t("idsMissing", { count: missing.length })}: {missing.slice(0, listed).join(", ")}
          {missing.length > listed && " …"}
        </Text>
      )}
    </>
  );
}
