"use client";
import { Alert, Button, Group, Modal, Stack } from "@mantine/core";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { AlsoObjects, allCarry } from "./also-objects.tsx";
import { PreviewView } from "./preview.tsx";
import { type Asked, useCorrection, usePreviewOf } from "./use-correction.tsx";

type Props = {
  readonly projectId: number;
  readonly title: string;
  /** What is asked for; null while the form is not filled in. */
  readonly correction: Asked | null;
  readonly action: string;
  readonly danger?: boolean;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onDone?: (project: number | undefined) => void;
  readonly children?: ReactNode;
};

/** Form, preview, doing: the three steps of every correction. A change of the form asks for a new preview. */
export function Confirm({ projectId, title, correction, action, danger = false, opened, onClose, onDone, children }: Props) {
  const t = useTranslations("correct");
  const preview = usePreviewOf(projectId);
  const [asked, setAsked] = useState("");
  const [choice, setChoice] = useState<boolean | null>(null);
  const close = () => {
    preview.reset();
    setAsked("");
    onClose();
  };
  const apply = useCorrection(projectId, (run) => {
    close();
    onDone?.(run.result?.project);
  });
  const key = JSON.stringify(correction);
  const isCurrent = preview.isSuccess && asked === key;
  const look = () => {
    if (correction === null) return;
    setAsked(key);
    setChoice(null);
    preview.mutate(correction);
  };
  const carried = isCurrent ? preview.data.carried : undefined;
  const also = carried !== undefined && (choice ?? allCarry(carried));
  const free = isCurrent && preview.data.obstacles.length === 0 && preview.data.rows > 0;
  return (
    <Modal opened={opened} onClose={close} title={title} size="lg">
      <Stack>
        {children}
        {preview.isError && asked === key && <Alert color="red">{preview.error.message}</Alert>}
        {isCurrent && <PreviewView preview={preview.data} />}
        {isCurrent && carried !== undefined && <AlsoObjects carried={carried} checked={also} onChange={setChoice} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t("cancel")}
          </Button>
          {isCurrent ? (
            <Button
              color={danger ? "red" : undefined}
              disabled={!free}
              loading={apply.isPending}
              onClick={() => {
                if (correction === null) return;
                const counted = withCount(correction, preview.data.matching ?? null);
                apply.mutate(also ? { ...counted, alsoObjects: true } : counted);
              }}
            >
              {action}
            </Button>
          ) : (
            <Button disabled={correction === null} loading={preview.isPending} onClick={look}>
              {t(correction?.do === "copy" ? "lookCopy" : "look")}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}

/** What is done is what was looked at: a view that holds another number of objects by then is refused. */
function withCount(correction: Asked, expected: number | null): Asked {
  const target: unknown = "target" in correction ? correction.target : undefined;
  const byFilter = typeof target === "object" && target !== null && "by" in target && target.by === "filter";
  return byFilter ? ({ ...correction, target: { ...target, expected } } as Asked) : correction;
}
