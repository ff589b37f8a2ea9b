"use client";
import { Stack, Table, Text, Title } from "@mantine/core";
import type { CastProfile, ParticleSummary } from "@nauplius/services";
import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { api } from "@/components/api.ts";

type Answer = { readonly summary: ParticleSummary | null; readonly profile: CastProfile | null };

/** m: few enough lines, fine enough to see a gap. */
const bin = 50;

/** Images and particles by depth, from the rows of the metres. */
function binsOf({ rows }: CastProfile) {
  const bins = new Map<number, { images: number; particles: number; metres: Set<number> }>();
  for (const { depth, images, count } of rows) {
    const at = Math.floor(depth / bin) * bin;
    const known = bins.get(at) ?? { images: 0, particles: 0, metres: new Set<number>() };
    if (!known.metres.has(depth)) known.images += images;
    known.metres.add(depth);
    known.particles += count;
    bins.set(at, known);
  }
  return [...bins].map(([from, { images, particles }]) => ({ from, images, particles }));
}

/** What is kept of a cast's particle table; nothing where there is none. */
export function CastParticles({ acquisition }: { readonly acquisition: number }) {
  const t = useTranslations("samples.particles");
  const format = useFormatter();
  const { data } = useQuery({
    queryKey: ["particles", acquisition],
    queryFn: () => api<Answer>("GET", `acquisitions/${acquisition}/particles`),
  });
  if (data?.summary == null || data.profile === null) return null;
  const { images, lit, particles, depthMin, depthMax } = data.summary;
  return (
    <Stack gap={4}>
      <Title order={2} size="h5">
        {t("title")}
      </Title>
      <Text size="sm">
        {t("summary", { images, lit, particles, from: depthMin ?? 0, to: depthMax ?? 0, leftOut: data.profile.leftOut })}
      </Text>
      <Table verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("depth")}</Table.Th>
            <Table.Th ta="right">{t("images")}</Table.Th>
            <Table.Th ta="right">{t("count")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {binsOf(data.profile).map((row) => (
            <Table.Tr key={row.from}>
              <Table.Td>{t("bin", { from: row.from, to: row.from + bin })}</Table.Td>
              <Table.Td ta="right">{format.number(row.images)}</Table.Td>
              <Table.Td ta="right">{format.number(row.particles)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Stack>
  );
}
