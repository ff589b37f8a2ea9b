"use client";
import { Tabs } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { PageFrame } from "@/components/page-frame.tsx";
import type { ProjectTaxaData } from "../types.ts";
import { Aliases } from "./aliases.tsx";
import { InUse } from "./in-use.tsx";
import { OwnTaxa } from "./own.tsx";
import { Preset } from "./preset.tsx";
import { Relabel, type RelabelStart } from "./relabel.tsx";
import { useProjectTaxa } from "./use-local.ts";

/** The taxa of a project: what is in use, and what its managers have of their own. */
export function ProjectTaxa({ projectId, initial, mayManage }: { projectId: number; initial: ProjectTaxaData; mayManage: boolean }) {
  const t = useTranslations("taxonomy.local");
  const { data = initial } = useProjectTaxa(projectId, initial);
  const [tab, setTab] = useState<string | null>("used");
  const [start, setStart] = useState<RelabelStart | null>(null);
  const tabs = mayManage ? (["used", "preset", "own", "aliases", "relabel"] as const) : (["used", "preset", "own", "aliases"] as const);
  return (
    <PageFrame title={t("title")} about={t("help")}>
      <Tabs value={tab} onChange={setTab} keepMounted={false}>
        <Tabs.List mb="md">
          {tabs.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="used">
          <InUse
            projectId={projectId}
            used={data.used}
            onRelabel={
              mayManage
                ? (next) => {
                    setStart(next);
                    setTab("relabel");
                  }
                : null
            }
          />
        </Tabs.Panel>
        <Tabs.Panel value="preset">
          <Preset projectId={projectId} mayManage={mayManage} />
        </Tabs.Panel>
        <Tabs.Panel value="own">
          <OwnTaxa projectId={projectId} own={data.own} mayManage={mayManage} />
        </Tabs.Panel>
        <Tabs.Panel value="aliases">
          <Aliases projectId={projectId} aliases={data.aliases} mayManage={mayManage} />
        </Tabs.Panel>
        {mayManage && (
          <Tabs.Panel value="relabel">
            <Relabel projectId={projectId} start={start} />
          </Tabs.Panel>
        )}
      </Tabs>
    </PageFrame>
  );
}
