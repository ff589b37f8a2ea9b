"use client";
import { Select, TextInput } from "@mantine/core";
import type { Filter } from "@nauplius/domain";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Confirm } from "../confirm.tsx";
import type { Asked } from "../use-correction.tsx";
import { type Goal, type Place, usePlaces } from "./use-places.ts";

/** Rows by id, or (objects) all that a view shows. */
export type Rows = { readonly by: "ids"; readonly ids: readonly number[] } | { readonly by: "filter"; readonly filter: Filter };
export type MovableLevel = "sample" | "acquisition" | "object";
/** Where rows of a level may go. Processes go with their acquisitions. */
export const goals = { sample: "project", acquisition: "sample", object: "acquisition" } as const satisfies Record<MovableLevel, Goal>;

export type DialogProps = {
  readonly projectId: number;
  readonly level: MovableLevel;
  readonly rows: Rows;
  readonly count: number;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onDone?: (() => void) | undefined;
};

function moveOf(level: MovableLevel, rows: Rows, to: number): Asked {
  if (level === "object") return { do: "moveObjects", target: rows, to };
  const ids = rows.by === "ids" ? rows.ids : [];
  return level === "sample" ? { do: "moveSamples", ids, to } : { do: "moveAcquisitions", ids, to };
}

export function MoveDialog({ projectId, level, rows, count, opened, onClose, onDone }: DialogProps) {
  const t = useTranslations("correct.actions");
  const [to, setTo] = useState<string | null>(null);
  const goal = goals[level];
  const places = usePlaces(projectId, goal, opened);
  const data = (places.data ?? []).map((p: Place) => ({ value: String(p.id), label: p.name }));
  return (
    <Confirm
      projectId={projectId}
      title={t(`moveTitle.${goal}`, { count })}
      correction={to === null || count === 0 ? null : moveOf(level, rows, Number(to))}
      action={t("moveNow")}
      opened={opened}
      onClose={onClose}
      onDone={onDone}
    >
      <Select
        label={t(`to.${goal}`)}
        description={goal === "project" ? t("toProjectHint") : undefined}
        data={data}
        value={to}
        onChange={setTo}
        searchable
        limit={200}
        disabled={places.isPending}
        nothingFoundMessage={t("nowhere")}
        error={places.error?.message}
        data-autofocus
      />
    </Confirm>
  );
}

export function TrashDialog({ projectId, level, rows, count, opened, onClose, onDone }: DialogProps) {
  const t = useTranslations("correct.actions");
  const [label, setLabel] = useState("");
  return (
    <Confirm
      projectId={projectId}
      title={t(`trashTitle.${level}`, { count })}
      correction={count === 0 ? null : { do: "trash", level, target: rows, label }}
      action={t("trashNow")}
      danger
      opened={opened}
      onClose={onClose}
      onDone={onDone}
    >
      <TextInput
        label={t("label")}
        description={t("labelHint")}
        value={label}
        onChange={(e) => setLabel(e.currentTarget.value)}
        maxLength={255}
        data-autofocus
      />
    </Confirm>
  );
}
