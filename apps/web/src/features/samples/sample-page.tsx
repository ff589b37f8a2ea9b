"use client";
import { Alert, Anchor, Button, Container, Group, Text, Title } from "@mantine/core";
import { IconPhoto } from "@tabler/icons-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { type Crumb, Crumbs } from "@/components/crumbs.tsx";
import { StateBar } from "@/components/state/bar.tsx";
import { StateLegend } from "@/components/state/legend.tsx";
import { type Shown, VignetteStrip } from "@/components/vignette/strip.tsx";
import { AcquisitionMenu, SampleMenu } from "@/features/correct/actions/place-menu.tsx";
import { SeaMap } from "@/features/map/map.tsx";
import { FieldTable, freeLines, useShown } from "@/features/object/fields.tsx";
import { CastParticles } from "./cast-particles.tsx";
import { stateTotals, taxonLines } from "./lines.ts";
import classes from "./samples.module.css";
import { TaxonTable } from "./taxon-table.tsx";
import type { AcquisitionData, Neighbour, SampleData } from "./types.ts";

/** The head and the two columns that a sample and an acquisition share. */
function Page({
  crumbs,
  title,
  stale,
  examples,
  grid,
  menu,
  left,
  right,
}: {
  readonly crumbs: readonly Crumb[];
  readonly title: string;
  readonly stale: readonly string[];
  /** Null: objects are not open to the reader. */
  readonly examples: readonly Shown[] | null;
  readonly grid: string;
  /** What managers do here. */
  readonly menu: ReactNode;
  readonly left: ReactNode;
  readonly right: ReactNode;
}) {
  const t = useTranslations("samples");
  return (
    <Container size="xl" py="lg">
      <Crumbs crumbs={crumbs} />
      <Group justify="space-between" mb="md">
        <Title order={1} size="h2" style={{ overflowWrap: "anywhere" }}>
          {title}
        </Title>
        <Group gap="sm">
          {menu}
          {examples !== null && (
            <Button component={Link} href={grid} leftSection={<IconPhoto size={16} />}>
              {t("look")}
            </Button>
          )}
        </Group>
      </Group>
      {stale.length > 0 && (
        <Alert color="orange" className={classes.stale}>
          {t("stale", { what: stale.map((name) => (t.has(`field.${name}`) ? t(`field.${name}`) : name)).join(", ") })}
        </Alert>
      )}
      {examples !== null && examples.length > 0 && (
        <div className={classes.strip}>
          <VignetteStrip images={examples} edge={84} links />
        </div>
      )}
      <div className={classes.page}>
        <div className={classes.stack}>{left}</div>
        <div className={classes.stack}>{right}</div>
      </div>
    </Container>
  );
}

/** A sample: where, when, how deep; what is in it; its acquisitions. */
export function SamplePage({
  sample,
  others,
  examples,
  mayCorrect,
}: {
  readonly sample: SampleData;
  readonly others: readonly Neighbour[];
  readonly mayCorrect: boolean;
  readonly examples: readonly Shown[] | null;
}) {
  const t = useTranslations("samples");
  const shown = useShown();
  const format = useFormatter();
  const router = useRouter();
  const grid = `/projects/${sample.project.id}/objects?sample=${sample.id}`;
  const totals = stateTotals(sample.counts);
  const when =
    sample.startedAt === null ? null : `${format.dateTime(new Date(sample.startedAt), { dateStyle: "medium", timeStyle: "short" })} UTC`;
  return (
    <Page
      crumbs={[]}
      title={sample.name}
      stale={sample.stale}
      examples={examples}
      grid={grid}
      menu={mayCorrect && <SampleMenu projectId={sample.project.id} id={sample.id} />}
      left={
        <>
          {others.length > 0 && (
            <div>
              <SeaMap
                label={t("map")}
                points={others.map((o) => ({ ...o, weight: o.id === sample.id ? 0.6 : 0.1, here: o.id === sample.id }))}
                onPoint={(id) => router.push(`/samples/${id}`)}
              />
              {others.length > 1 && (
                <Text size="xs" c="dimmed" mt={4}>
                  {t("mapHere")}
                </Text>
              )}
            </div>
          )}
          <FieldTable
            title={t("about")}
            lines={[
              { name: t("when"), value: when, stale: sample.stale.includes("started_at") },
              { name: t("latitude"), value: shown(sample.latitude), unit: "°", stale: sample.stale.includes("lat") },
              { name: t("longitude"), value: shown(sample.longitude), unit: "°", stale: sample.stale.includes("lon") },
              { name: t("depthMin"), value: shown(sample.depthMin), unit: "m", stale: sample.stale.includes("depth_min") },
              { name: t("depthMax"), value: shown(sample.depthMax), unit: "m", stale: sample.stale.includes("depth_max") },
              ...(sample.dataportalDescriptor === "" ? [] : [{ name: t("descriptor"), value: sample.dataportalDescriptor }]),
              ...freeLines("sample", sample.free, sample.fields, shown),
            ]}
          />
          <section>
            <h2 className={classes.heading}>{t("acquisitions", { count: sample.acquisitions.length })}</h2>
            <table className={classes.table}>
              <thead>
                <tr>
                  <th scope="col">{t("acquisition")}</th>
                  <th scope="col">{t("instrument")}</th>
                  <th scope="col" className={classes.number}>
                    {t("pixelSize")}
                  </th>
                  <th scope="col" className={classes.number}>
                    {t("subPart")}
                  </th>
                </tr>
              </thead>
              <tbody>
                {sample.acquisitions.map((a) => (
                  <tr key={a.id}>
                    <td>
                      <Anchor component={Link} href={`/acquisitions/${a.id}`} size="sm">
                        {a.name}
                      </Anchor>
                    </td>
                    <td className={classes.quiet}>{a.instrument === "?" ? "–" : a.instrument}</td>
                    <td className={classes.number}>{a.pixelSize === null ? "" : `${shown(a.pixelSize)} µm`}</td>
                    <td className={classes.number}>{shown(a.subPart)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        </>
      }
      right={
        <>
          <div>
            <StateBar counts={totals} height={10} />
            <StateLegend counts={totals} />
          </div>
          <TaxonTable lines={taxonLines(sample.counts, sample.taxa)} href={examples === null ? null : `${grid}&taxon=`} />
        </>
      }
    />
  );
}

/** An acquisition: one imaging run over a sample, with its settings and the software that made the objects. */
export function AcquisitionPage({
  acquisition,
  examples,
  mayCorrect,
}: {
  readonly acquisition: AcquisitionData;
  readonly examples: readonly Shown[] | null;
  readonly mayCorrect: boolean;
}) {
  const t = useTranslations("samples");
  const shown = useShown();
  const { place, process, project } = acquisition;
  const grid = `/projects/${project.id}/objects?acquisition=${acquisition.id}`;
  const totals = stateTotals(acquisition.counts);
  const hasPlace = place !== null && place.latitude !== null && place.longitude !== null;
  return (
    <Page
      crumbs={[{ href: `/samples/${acquisition.sampleId}`, text: acquisition.sample }]}
      title={acquisition.name}
      stale={acquisition.stale}
      examples={examples}
      grid={grid}
      menu={mayCorrect && <AcquisitionMenu projectId={project.id} id={acquisition.id} sample={acquisition.sampleId} />}
      left={
        <>
          <FieldTable
            title={t("settings")}
            lines={[
              { name: t("instrument"), value: acquisition.instrument === "?" ? null : acquisition.instrument },
              { name: t("pixelSize"), value: shown(acquisition.pixelSize), unit: "µm", stale: acquisition.stale.includes("pixel_size") },
              { name: t("subPart"), value: shown(acquisition.subPart), stale: acquisition.stale.includes("sub_part") },
              ...freeLines("acquisition", acquisition.free, acquisition.fields, shown),
            ]}
          />
          {process !== null && (
            <FieldTable
              title={`${t("process")} ${process.name}`}
              lines={[
                { name: t("dialect"), value: process.dialect, stale: acquisition.stale.includes("dialect") },
                ...freeLines("process", process.free, acquisition.fields, shown),
              ]}
            />
          )}
          <CastParticles acquisition={acquisition.id} />
          {hasPlace && (
            <SeaMap
              label={t("map")}
              height={260}
              points={[
                { id: place.id, name: place.name, latitude: place.latitude ?? 0, longitude: place.longitude ?? 0, weight: 0.6, here: true },
              ]}
            />
          )}
        </>
      }
      right={
        <>
          <div>
            <StateBar counts={totals} height={10} />
            <StateLegend counts={totals} />
          </div>
          <TaxonTable lines={taxonLines(acquisition.counts, acquisition.taxa)} href={examples === null ? null : `${grid}&taxon=`} />
        </>
      }
    />
  );
}
