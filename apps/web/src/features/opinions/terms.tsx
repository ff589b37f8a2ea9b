"use client";
import { Alert, Button, Checkbox, Group, Select, Stack, Text } from "@mantine/core";
import { largestShare } from "@nauplius/domain";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";
import type { Status } from "./types.ts";

/** What a manager asks of everybody's work. */
export function Terms({ projectId, status }: { readonly projectId: number; readonly status: Status }) {
  const t = useTranslations("opinions.terms");
  const queries = useQueryClient();
  const [share, setShare] = useState(String(status.share));
  const [managerSees, setSees] = useState(status.managerSees);
  const save = useMutation({
    mutationFn: () => api("PUT", `projects/${projectId}/opinions`, { share: Number(share), managerSees }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["opinions", projectId] }),
  });
  return (
    <Stack gap="sm" align="flex-start">
      {save.isError && (
        <Alert color="red" variant="light" p="sm">
          {save.error.message}
        </Alert>
      )}
      <Select
        label={t("share")}
        allowDeselect={false}
        data={Array.from({ length: largestShare + 1 }, (_, n) => ({ value: String(n), label: n === 0 ? t("none") : `${n} %` }))}
        value={share}
        onChange={(value) => setShare(value ?? "0")}
      />
      <Checkbox label={t("managerSees")} checked={managerSees} onChange={(event) => setSees(event.currentTarget.checked)} />
      <Group gap="sm">
        <Button size="xs" loading={save.isPending} onClick={() => save.mutate()}>
          {t("save")}
        </Button>
        {save.isSuccess && (
          <Text size="sm" c="dimmed" role="status">
            {t("saved")}
          </Text>
        )}
      </Group>
    </Stack>
  );
}
