"use client";
import { Alert, Anchor, Badge, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconExternalLink } from "@tabler/icons-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { TaxonData } from "../types.ts";
import classes from "./detail.module.css";
import { Examples } from "./examples.tsx";
import { Flags } from "./flags.tsx";
import { History } from "./history.tsx";
import { Places } from "./places.tsx";
import { Synonyms } from "./synonyms.tsx";
import { useTaxon } from "./use-taxon.ts";

/** Where a taxon's name leads: its page, or the panel beside the tree. */
export type TaxonLink = (id: number) => string;

function Lineage({ taxon, link }: { taxon: TaxonData; link: TaxonLink }) {
  const t = useTranslations("taxonomy.detail");
  return (
    <nav className={classes.lineage} aria-label={t("lineage")}>
      {taxon.lineage.map((ancestor) => (
        <span key={ancestor.id}>
          <Anchor component={Link} href={link(ancestor.id)} inherit title={ancestor.rank === "" ? undefined : ancestor.rank}>
            {ancestor.name}
          </Anchor>
          {" › "}
        </span>
      ))}
    </nav>
  );
}

function Facts({ taxon }: { taxon: TaxonData }) {
  const t = useTranslations("taxonomy");
  return (
    <Group gap="xs">
      <Badge variant="light" radius="sm" color="gray">
        {t(`kind.${taxon.kind}`)}
      </Badge>
      {taxon.rank !== "" && (
        <Badge variant="light" radius="sm" color="gray">
          {taxon.rank}
        </Badge>
      )}
      {taxon.status !== "approved" && (
        <Badge variant="light" radius="sm" color={taxon.status === "deprecated" ? "orange" : "yellow"}>
          {t(`status.${taxon.status}`)}
        </Badge>
      )}
      {taxon.projectId !== null && (
        <Badge variant="light" radius="sm" color="grape">
          {t("detail.local")}
        </Badge>
      )}
      {taxon.aphiaId !== null && (
        <Anchor
          size="sm"
          href={`https://www.marinespecies.org/aphia.php?p=taxdetails&id=${taxon.aphiaId}`}
          rel="noreferrer"
          target="_blank"
        >
          AphiaID {taxon.aphiaId} <IconExternalLink size={12} aria-hidden />
        </Anchor>
      )}
      {taxon.sourceId !== null && (
        <Text size="sm" c="dimmed">
          {t("detail.source", { source: taxon.source, id: String(taxon.sourceId) })}
        </Text>
      )}
    </Group>
  );
}

/** Everything of one taxon. `actions`: what its reader may do. */
export function TaxonDetail({ taxon, link, actions }: { taxon: TaxonData; link: TaxonLink; actions: (taxon: TaxonData) => ReactNode }) {
  const t = useTranslations("taxonomy.detail");
  return (
    <Stack gap="lg" className={classes.detail}>
      <div>
        <Lineage taxon={taxon} link={link} />
        <Group justify="space-between" align="start" wrap="nowrap" gap="md">
          <Title order={1} size="h2" className={classes.title} data-kind={taxon.kind}>
            {taxon.displayName}
          </Title>
        </Group>
        {taxon.author !== "" && (
          <Text size="sm" c="dimmed">
            {taxon.author}
          </Text>
        )}
      </div>
      <Facts taxon={taxon} />
      {actions(taxon)}
      {taxon.status === "deprecated" && (
        <Alert color="orange" variant="light">
          {taxon.replacement === null ? (
            t("deprecatedAlone")
          ) : (
            <>
              {t("deprecated")}{" "}
              <Anchor component={Link} href={link(taxon.replacement.id)}>
                {taxon.replacement.displayName}
              </Anchor>
            </>
          )}
        </Alert>
      )}
      <Examples taxon={taxon.id} />
      <Places taxon={taxon} />
      <Flags taxon={taxon} />
      <Synonyms taxon={taxon} />
      <History taxon={taxon.id} />
    </Stack>
  );
}

/** The same, asked for by id. */
export function TaxonPanel({
  id,
  initial,
  ...rest
}: { id: number; initial?: TaxonData } & Omit<Parameters<typeof TaxonDetail>[0], "taxon">) {
  const t = useTranslations("taxonomy.detail");
  const { data, isError } = useTaxon(id, initial);
  if (isError) return <Alert color="red">{t("failed")}</Alert>;
  if (data === undefined)
    return (
      <Stack gap="sm" aria-busy="true">
        <Skeleton height={14} width="50%" />
        <Skeleton height={30} width="70%" />
        <Skeleton height={90} />
      </Stack>
    );
  return <TaxonDetail taxon={data} {...rest} />;
}
