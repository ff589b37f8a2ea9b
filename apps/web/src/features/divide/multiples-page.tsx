"use client";
import { Alert, Anchor, Button, Group, Loader, Stack, Table, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";
import { PageFrame } from "@/components/page-frame.tsx";
import { StateMark } from "@/components/state/mark.tsx";
import classes from "./divide.module.css";
import type { Multiples } from "./types.ts";

/** From this share of the volume on, size spectra say something about multiples and not about animals (Vandromme et al. 2012). */
const worrying = 0.05;

type Props = { readonly projectId: number; readonly mayDivide: boolean };

/** Objects labelled as several individuals, the largest first, and what they are of each sample. */
export function MultiplesPage({ projectId, mayDivide }: Props) {
  const t = useTranslations("divide.multiples");
  const [sample, setSample] = useState<number | null>(null);
  const found = useQuery({
    queryKey: ["multiples", projectId, sample],
    queryFn: () => api<Multiples>("GET", `projects/${projectId}/multiples${sample === null ? "" : `?sampleId=${sample}`}`),
    placeholderData: (before) => before,
  });
  const { samples = [], objects = [] } = found.data ?? {};
  return (
    <PageFrame title={t("title")} about={t("about")}>
      {found.isPending && <Loader size="sm" />}
      {found.isError && <Alert color="red">{found.error.message}</Alert>}
      {found.data !== undefined && samples.length === 0 && <Text c="dimmed">{t("none")}</Text>}
      {samples.length > 0 && (
        <Stack gap="lg">
          <Samples samples={samples} chosen={sample} onChoose={setSample} />
          <Title order={2} size="h4">
            {t("largest", { count: objects.length })}
          </Title>
          <ul className={classes.multiples}>
            {objects.map((object) => (
              <Multiple key={object.id} object={object} mayDivide={mayDivide} />
            ))}
          </ul>
        </Stack>
      )}
    </PageFrame>
  );
}

type SamplesProps = {
  readonly samples: Multiples["samples"];
  readonly chosen: number | null;
  readonly onChoose: (id: number | null) => void;
};

function Samples({ samples, chosen, onChoose }: SamplesProps) {
  const t = useTranslations("divide.multiples");
  const format = useFormatter();
  const share = (part: number | null, whole: number | null): string =>
    part === null || whole === null || whole === 0
      ? t("unknown")
      : format.number(part / whole, { style: "percent", maximumFractionDigits: 1 });
  return (
    <Table.ScrollContainer minWidth={560}>
      <Table verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("sample")}</Table.Th>
            <Table.Th ta="right">{t("count")}</Table.Th>
            <Table.Th ta="right">{t("shareOfCount")}</Table.Th>
            <Table.Th ta="right">{t("shareOfVolume")}</Table.Th>
            <Table.Th ta="right">{t("shown")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {samples.map((row) => {
            const isMuch = row.volume !== null && row.multiplesVolume !== null && row.multiplesVolume > worrying * row.volume;
            return (
              <Table.Tr key={row.sampleId}>
                <Table.Td>
                  <Anchor component={Link} href={`/samples/${row.sampleId}`} size="sm">
                    {row.sample}
                  </Anchor>
                </Table.Td>
                <Table.Td ta="right">{format.number(row.multiples)}</Table.Td>
                <Table.Td ta="right">{share(row.multiples, row.objects)}</Table.Td>
                <Table.Td ta="right" fw={isMuch ? 600 : undefined}>
                  {share(row.multiplesVolume, row.volume)}
                  {isMuch && ` · ${t("much")}`}
                </Table.Td>
                <Table.Td ta="right">
                  <Button
                    size="compact-xs"
                    variant={chosen === row.sampleId ? "filled" : "default"}
                    onClick={() => onChoose(chosen === row.sampleId ? null : row.sampleId)}
                  >
                    {chosen === row.sampleId ? t("all") : t("only")}
                  </Button>
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Multiple({ object, mayDivide }: { readonly object: Multiples["objects"][number]; readonly mayDivide: boolean }) {
  const t = useTranslations("divide");
  const format = useFormatter();
  const { id, originalId, sample, taxon, state, esd, area, share, vignetteId, background } = object;
  const size = esd === null ? t("px", { area: area ?? 0 }) : t("esd", { esd: format.number(esd, { maximumSignificantDigits: 3 }) });
  const part =
    share === null ? null : t("multiples.ofSample", { share: format.number(share, { style: "percent", maximumFractionDigits: 1 }) });
  return (
    <li className={classes.multiple}>
      {vignetteId !== null && (
        <img src={`/api/vignettes/${vignetteId}`} alt="" className={classes.thumb} data-background={background} loading="lazy" />
      )}
      <div>
        <Anchor component={Link} href={`/objects/${id}`} size="sm" style={{ overflowWrap: "anywhere" }}>
          {originalId}
        </Anchor>
        <Group gap={6} wrap="nowrap">
          <StateMark state={state} size={14} />
          <Text size="xs" truncate>
            {taxon} · {sample}
          </Text>
        </Group>
        <Text size="xs" c="dimmed">
          {[size, part].filter((word) => word !== null).join(" · ")}
        </Text>
        {mayDivide && (
          <Button component={Link} href={`/objects/${id}/separate`} size="compact-xs" variant="light" mt={4}>
            {t("open")}
          </Button>
        )}
      </div>
    </li>
  );
}
