"use client";
import { Modal, NumberInput, Text, Textarea, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";
import { FormFrame } from "@/components/form-frame.tsx";

type Props = { readonly projectId: number; readonly onDone: () => void; readonly onClose: () => void };

export function PublishPractice({ projectId, onDone, onClose }: Props) {
  const t = useTranslations("practice");
  const [name, setName] = useState("");
  const [about, setAbout] = useState("");
  const [perTaxon, setPerTaxon] = useState<number | string>(10);
  const send = useMutation({
    mutationFn: () => api("POST", `projects/${projectId}/practices`, { name, about, perTaxon }),
    onSuccess: onDone,
  });
  return (
    <Modal opened onClose={onClose} title={t("publish")}>
      <FormFrame
        problem={send.error?.message ?? null}
        onSubmit={() => send.mutate()}
        submit={t("make")}
        busy={send.isPending}
        disabled={name.trim() === "" || typeof perTaxon !== "number"}
        onCancel={onClose}
      >
        <TextInput
          label={t("name")}
          required
          withAsterisk={false}
          data-autofocus
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Textarea
          label={t("about")}
          autosize
          maxRows={6}
          maxLength={5000}
          value={about}
          onChange={(event) => setAbout(event.currentTarget.value)}
        />
        <NumberInput label={t("perTaxon")} min={1} max={100} allowDecimal={false} value={perTaxon} onChange={setPerTaxon} />
        <Text size="sm" c="dimmed">
          {t("publishHint")}
        </Text>
      </FormFrame>
    </Modal>
  );
}
