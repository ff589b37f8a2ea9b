"use client";
import { ActionIcon, Group, Modal, Textarea, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";
import { FormFrame } from "@/components/form-frame.tsx";
import { TaxonPicker } from "@/components/taxon-picker.tsx";
import { useReread } from "@/components/use-reread.ts";
import type { Alike, Sheet } from "./types.ts";

type Told = Pick<Alike, "taxonId" | "taxon" | "tell">;
type Props = { readonly sheet: Sheet; readonly part: "site" | "project"; readonly onClose: () => void };

/** Writes one part of a sheet: the site's, or the project's rule. */
export function EditSheet({ sheet, part, onClose }: Props) {
  const t = useTranslations("sheet");
  const { isReading, reread } = useReread();
  const held = part === "project" && sheet.project !== null ? sheet.project : sheet.site;
  const [text, setText] = useState(held.text);
  const [ids, setIds] = useState(held.objectIds.join(" "));
  const [alikes, setAlikes] = useState<readonly Told[]>(part === "site" ? sheet.site.lookAlikes : []);
  const words = ids.split(/[\s,;]+/).filter((word) => word !== "");
  const wrong = words.find((word) => !/^[1-9]\d{0,14}$/.test(word));
  const save = useMutation({
    mutationFn: () => {
      const body = { version: held.version, text, objectIds: words.map(Number) };
      return part === "project" && sheet.project !== null
        ? api("PUT", `projects/${sheet.project.id}/taxa/${sheet.taxon.id}/sheet`, body)
        : api("PUT", `taxa/${sheet.taxon.id}/sheet`, { ...body, lookAlikes: alikes.map(({ taxonId, tell }) => ({ taxonId, tell })) });
    },
    onSuccess: () => reread(onClose),
  });
  return (
    <Modal opened onClose={onClose} title={t(part === "site" ? "editSite" : "editRule")} size="lg">
      <FormFrame
        problem={save.error?.message ?? null}
        onSubmit={() => save.mutate()}
        submit={t("save")}
        busy={save.isPending || isReading}
        disabled={wrong !== undefined}
        onCancel={onClose}
      >
        <Textarea
          label={t("text")}
          autosize
          minRows={4}
          maxRows={16}
          maxLength={20_000}
          data-autofocus
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {part === "site" && <Alikes sheet={sheet} alikes={alikes} onChange={setAlikes} />}
        <TextInput
          label={t("objects")}
          description={t("objectsHint")}
          error={wrong === undefined ? null : t("objectsWrong", { text: wrong })}
          value={ids}
          onChange={(event) => setIds(event.currentTarget.value)}
        />
      </FormFrame>
    </Modal>
  );
}

type AlikesProps = { readonly sheet: Sheet; readonly alikes: readonly Told[]; readonly onChange: (alikes: readonly Told[]) => void };

function Alikes({ sheet, alikes, onChange }: AlikesProps) {
  const t = useTranslations("sheet");
  return (
    <>
      {alikes.map((alike) => (
        <Group key={alike.taxonId} align="flex-end" gap={6} wrap="nowrap">
          <Textarea
            label={t("tell", { taxon: alike.taxon })}
            autosize
            minRows={1}
            maxRows={6}
            maxLength={2000}
            value={alike.tell}
            onChange={(event) => {
              const tell = event.currentTarget.value;
              onChange(alikes.map((other) => (other.taxonId === alike.taxonId ? { ...other, tell } : other)));
            }}
            style={{ flex: 1 }}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t("removeAlike", { taxon: alike.taxon })}
            onClick={() => onChange(alikes.filter((other) => other.taxonId !== alike.taxonId))}
          >
            <IconX size={16} />
          </ActionIcon>
        </Group>
      ))}
      <TaxonPicker
        label={t("addAlike")}
        onPick={({ id, displayName }) => {
          const isNew = id !== sheet.taxon.id && !alikes.some((alike) => alike.taxonId === id);
          if (isNew) onChange([...alikes, { taxonId: id, taxon: displayName, tell: "" }]);
        }}
      />
    </>
  );
}
