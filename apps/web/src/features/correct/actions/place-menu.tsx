"use client";
import { Menu } from "@mantine/core";
import { acquisitionId, type Filter, type Level, sampleId } from "@nauplius/domain";
import { IconTable } from "@tabler/icons-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { tableHref } from "../model/address.ts";
import { RowActions } from "./row-actions.tsx";

type Props = { readonly projectId: number; readonly id: number };
type PlaceProps = Props & {
  readonly level: "sample" | "acquisition";
  /** Each table of what is here: its level, the words for it. */
  readonly tables: readonly { readonly level: Level; readonly text: string }[];
  readonly filter: Filter;
  /** Where to go when it was deleted. */
  readonly above: string;
};

/** What a manager does on the page of a sample or an acquisition: its tables, moving, deleting. */
function PlaceMenu({ projectId, id, level, tables, filter, above }: PlaceProps) {
  const t = useTranslations("correct.place");
  const router = useRouter();
  const links = tables.map((table) => (
    <Menu.Item key={table.level} component={Link} href={tableHref(projectId, table.level, filter)} leftSection={<IconTable size={15} />}>
      {table.text}
    </Menu.Item>
  ));
  return (
    <RowActions
      projectId={projectId}
      level={level}
      rows={{ by: "ids", ids: [id] }}
      count={1}
      text={t("manage")}
      size="sm"
      links={links}
      onDeleted={() => router.push(above)}
    />
  );
}

export function SampleMenu(props: Props) {
  const t = useTranslations("correct.place");
  const tables = (["sample", "acquisition", "process", "object"] as const).map((level) => ({ level, text: t(`ofSample.${level}`) }));
  const filter = { samples: [sampleId.parse(props.id)] };
  return <PlaceMenu {...props} level="sample" tables={tables} filter={filter} above={`/projects/${props.projectId}`} />;
}

export function AcquisitionMenu({ sample, ...props }: Props & { readonly sample: number }) {
  const t = useTranslations("correct.place");
  const tables = (["acquisition", "process", "object"] as const).map((level) => ({ level, text: t(`ofAcquisition.${level}`) }));
  const filter = { acquisitions: [acquisitionId.parse(props.id)] };
  return <PlaceMenu {...props} level="acquisition" tables={tables} filter={filter} above={`/samples/${sample}`} />;
}
