"use client";
import { Alert, Button, Group, Loader, Progress, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { api } from "@/components/api.ts";
import { PlainPicture } from "@/features/opinions/picture.tsx";
import type { PracticeSet, Stand } from "./types.ts";

type Props = { readonly set: PracticeSet; readonly onStop: () => void; readonly onFinished: () => void };

/** One object after the other; the taxa of the set are the answers. */
export function Round({ set, onStop, onFinished }: Props) {
  const t = useTranslations("practice");
  const queries = useQueryClient();
  const key = ["practice", set.id, "stand"];
  const stand = useQuery({
    queryKey: key,
    queryFn: () => api<Stand>("POST", `practices/${set.id}/next`, {}),
    refetchOnWindowFocus: false,
  });
  const answer = useMutation({
    mutationFn: (given: { ordinal: number; taxonId: number }) => api<{ finished: boolean }>("POST", `practices/${set.id}/answers`, given),
    onSuccess: async ({ finished }) => {
      // The next look would begin another attempt.
      if (finished) onFinished();
      else await queries.invalidateQueries({ queryKey: key });
    },
  });
  const problem = stand.error ?? answer.error;
  const isBusy = stand.isFetching || answer.isPending;
  const { data } = stand;
  const object = data?.object ?? null;
  return (
    <Stack gap="sm" maw={760}>
      <Group justify="space-between">
        <Title order={2} size="h4">
          {t("what")}
        </Title>
        <Group gap="sm">
          {data !== undefined && (
            <Text size="sm" c="dimmed">
              {t("left", { answered: data.answered, total: data.total })}
            </Text>
          )}
          <Button size="xs" variant="default" onClick={onStop}>
            {t("stop")}
          </Button>
        </Group>
      </Group>
      {data !== undefined && (
        <Progress
          value={(data.answered / Math.max(1, data.total)) * 100}
          size="sm"
          aria-label={t("left", { answered: data.answered, total: data.total })}
        />
      )}
      {problem !== null && (
        <Alert color="red" variant="light" p="sm">
          {problem.message}
        </Alert>
      )}
      {stand.isPending && <Loader size="sm" />}
      {data !== undefined && object === null && <Text>{t("over")}</Text>}
      {object !== null && (
        <>
          <PlainPicture key={object.ordinal} vignettes={object.vignettes} pixelSize={object.pixelSize} />
          <Group gap={6}>
            {data?.taxa.map((taxon) => (
              <Button
                key={taxon.id}
                size="sm"
                variant="light"
                disabled={isBusy}
                onClick={() => answer.mutate({ ordinal: object.ordinal, taxonId: taxon.id })}
              >
                {taxon.displayName}
              </Button>
            ))}
          </Group>
        </>
      )}
    </Stack>
  );
}
