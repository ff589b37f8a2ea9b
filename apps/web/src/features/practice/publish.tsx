"use client";
import { Alert, Button, Group, Modal, NumberInput, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";

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
      <form
        method="post"
        onSubmit={(event) => {
          event.preventDefault();
          send.mutate();
        }}
      >
        <Stack gap="sm">
          {send.isError && (
            <Alert color="red" variant="light" p="sm">
              {send.error.message}
            </Alert>
          )}
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
          <Group justify="end">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={send.isPending} disabled={name.trim() === "" || typeof perTaxon !== "number"}>
              {t("make")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
