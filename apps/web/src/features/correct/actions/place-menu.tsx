"use client";
import { Menu } from "@mantine/core";
import { acquisitionId, sampleId } from "@nauplius/domain";
import { IconTable } from "@tabler/icons-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { tableHref } from "../model/address.ts";
import { RowActions } from "./row-actions.tsx";

type Props = { readonly projectId: number; readonly id: number };

/** What a manager does on the page of a sample. */
export function SampleMenu({ projectId, id }: Props) {
  const t = useTranslations("correct.place");
  const router = useRouter();
  const filter = { samples: [sampleId.parse(id)] };
  const links = (["sample", "acquisition", "process", "object"] as const).map((level) => (
    <Menu.Item key={level} component={Link} href={tableHref(projectId, level, filter)} leftSection={<IconTable size={15} />}>
      {t(`ofSample.${level}`)}
    </Menu.Item>
  ));
  const gone = () => router.push(`/projects/${projectId}`);
  return (
    <RowActions
      projectId={projectId}
      level="sample"
      rows={{ by: "ids", ids: [id] }}
      count={1}
      text={t("manage")}
      size="sm"
      links={links}
      onDeleted={gone}
    />
  );
}

/** What a manager does on the page of an acquisition. */
export function AcquisitionMenu({ projectId, id, sample }: Props & { readonly sample: number }) {
  const t = useTranslations("correct.place");
  const router = useRouter();
  const filter = { acquisitions: [acquisitionId.parse(id)] };
  const links = (["acquisition", "process", "object"] as const).map((level) => (
    <Menu.Item key={level} component={Link} href={tableHref(projectId, level, filter)} leftSection={<IconTable size={15} />}>
      {t(`ofAcquisition.${level}`)}
    </Menu.Item>
  ));
  return (
    <RowActions
      projectId={projectId}
      level="acquisition"
      rows={{ by: "ids", ids: [id] }}
      count={1}
      text={t("manage")}
      size="sm"
      links={links}
      onDeleted={() => router.push(`/samples/${sample}`)}
    />
  );
}
