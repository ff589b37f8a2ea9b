"use client";
import { Alert, Button, Group, Loader, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { api } from "@/components/api.ts";
import { TaxonPicker } from "@/components/taxon-picker.tsx";
import { PlainPicture } from "./picture.tsx";
import type { Shown } from "./types.ts";

type Props = { readonly projectId: number; readonly left: number; readonly onStop: () => void };

/** One object after the other without its label: type what it is, Enter, the next. */
export function BlindQueue({ projectId, left, onStop }: Props) {
  const t = useTranslations("opinions.blind");
  const queries = useQueryClient();
  const key = ["opinion", projectId];
  const next = useQuery({
    queryKey: key,
    queryFn: () => api<{ opinion: Shown | null }>("POST", `projects/${projectId}/opinions/next`, {}),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  const answer = useMutation({
    mutationFn: ({ id, taxonId }: { id: number; taxonId: number | null }) => api("POST", `opinions/${id}`, { taxonId }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: key });
      await queries.invalidateQueries({ queryKey: ["opinions", projectId] });
    },
  });
  const problem = next.error ?? answer.error;
  const shown = next.data?.opinion ?? null;
  const isBusy = next.isFetching || answer.isPending;
  return (
    <Stack gap="sm" maw={760}>
      <Group justify="space-between">
        <Title order={2} size="h4">
          {t("title")}
        </Title>
        <Group gap="sm">
          {shown !== null && left > 0 && (
            <Text size="sm" c="dimmed">
              {t("left", { count: left })}
            </Text>
          )}
          <Button size="xs" variant="default" onClick={onStop}>
            {t(shown === null && !isBusy ? "back" : "stop")}
          </Button>
        </Group>
      </Group>
      {problem !== null && (
        <Alert color="red" variant="light" p="sm">
          {problem.message}
        </Alert>
      )}
      {next.isPending && <Loader size="sm" />}
      {next.data !== undefined && shown === null && <Text>{t("done")}</Text>}
      {shown !== null && (
        <>
          <PlainPicture key={shown.id} vignettes={shown.vignettes} pixelSize={shown.pixelSize} />
          <Group align="flex-end" gap="sm">
            <div style={{ flex: "1 1 16rem" }}>
              <TaxonPicker
                key={shown.id}
                projectId={projectId}
                label={t("taxon")}
                description={t("hint")}
                autoFocus
                disabled={isBusy}
                onPick={(taxon) => answer.mutate({ id: shown.id, taxonId: taxon.id })}
              />
            </div>
            <Button variant="default" disabled={isBusy} onClick={() => answer.mutate({ id: shown.id, taxonId: null })}>
              {t("cannotSay")}
            </Button>
          </Group>
        </>
      )}
    </Stack>
  );
}
