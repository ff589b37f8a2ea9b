"use client";
import { Alert, Anchor, Button, Group, Loader, Stack, Table, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { api } from "@/components/api.ts";
import { AgreementTable, useKappaText } from "@/features/opinions/agreement.tsx";
import type { PracticeSet, Result } from "./types.ts";

/** How the last attempt went, what was wrong, and how earlier ones went. */
export function PracticeResult({ set, onBack }: { readonly set: PracticeSet; readonly onBack: () => void }) {
  const t = useTranslations("practice");
  const format = useFormatter();
  const kappaText = useKappaText();
  const { data, isPending, error } = useQuery({
    queryKey: ["practice", set.id, "result"],
    queryFn: () => api<Result>("GET", `practices/${set.id}/result`),
    staleTime: 0,
  });
  return (
    <Stack gap="md">
      <Group>
        <Button size="xs" variant="default" onClick={onBack}>
          {t("back")}
        </Button>
      </Group>
      {isPending && <Loader size="sm" />}
      {error !== null && <Alert color="red">{error.message}</Alert>}
      {data?.last === null && <Text c="dimmed">{t("none")}</Text>}
      {data?.last != null && (
        <>
          <AgreementTable agreement={data.last.agreement} title={set.name} />
          <Called agreement={data.last.agreement} />
          {data.last.wrong.length > 0 && (
            <div>
              <Title order={2} size="h5">
                {t("wrong")}
              </Title>
              <Group gap={8}>
                {data.last.wrong.map(({ objectId }) => (
                  <Anchor key={objectId} component={Link} href={`/objects/${objectId}`} size="sm">
                    #{objectId}
                  </Anchor>
                ))}
              </Group>
            </div>
          )}
        </>
      )}
      {data !== undefined && data.earlier.length > 0 && (
        <div>
          <Title order={2} size="h5">
            {t("earlier")}
          </Title>
          {data.earlier.map((attempt) => (
            <Text key={attempt.at} size="sm">
              {format.dateTime(new Date(attempt.at), { dateStyle: "medium", timeStyle: "short" })}: κ {kappaText(attempt)}
            </Text>
          ))}
        </div>
      )}
    </Stack>
  );
}

/** The confusion: what was called what, how often; the most frequent first. */
function Called({ agreement: { taxa, confusion } }: { readonly agreement: NonNullable<Result["last"]>["agreement"] }) {
  const t = useTranslations("practice");
  const format = useFormatter();
  const name = (at: number): string => taxa[at]?.taxon ?? "";
  return (
    <div>
      <Title order={2} size="h5">
        {t("confusion")}
      </Title>
      <Table verticalSpacing={4} maw={560}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("truth")}</Table.Th>
            <Table.Th>{t("said")}</Table.Th>
            <Table.Th ta="right">{t("times")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {confusion
            .toSorted((a, b) => b.objects - a.objects)
            .map((cell) => (
              <Table.Tr key={`${cell.first} ${cell.second}`} fw={cell.first === cell.second ? undefined : 600}>
                <Table.Td>{name(cell.first)}</Table.Td>
                <Table.Td>{name(cell.second)}</Table.Td>
                <Table.Td ta="right">{format.number(cell.objects)}</Table.Td>
              </Table.Tr>
            ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
