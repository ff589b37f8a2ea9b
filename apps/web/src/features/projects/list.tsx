"use client";
import { Badge, Button, Group, SegmentedControl, Select, Text, TextInput, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { Access, Role, State } from "@nauplius/domain";
import { IconLock, IconPlus, IconSearch, IconTrash, IconWorld } from "@tabler/icons-react";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { type ReactNode, useMemo, useState } from "react";
import { PageFrame } from "@/components/page-frame.tsx";
import { StateBar, totalOf } from "@/components/state/bar.tsx";
import { type Shown, VignetteStrip } from "@/components/vignette/strip.tsx";
import { CreateProject } from "./create.tsx";
import classes from "./projects.module.css";

export type ListedProject = {
  readonly id: number;
  readonly title: string;
  readonly description: string;
  readonly instrument: string;
  readonly access: Access;
  readonly role: Role | null;
  readonly counts: Readonly<Record<State, number>>;
  readonly samples: number;
  readonly examples: readonly Shown[];
};
type Props = {
  readonly projects: readonly ListedProject[];
  readonly signedIn: boolean;
  /** What is given to the person to do: it comes first. */
  readonly work?: { readonly title: string; readonly list: ReactNode } | null;
};

/** Projects that a person may see, with what is in them and how far they are. */
export function ProjectList({ projects, signedIn, work = null }: Props) {
  const t = useTranslations("projects");
  const [opened, { open, close }] = useDisclosure(false);
  const [find, setFind] = useState("");
  const [whose, setWhose] = useState<"all" | "mine">("all");
  const [instrument, setInstrument] = useState<string | null>(null);
  const instruments = useMemo(() => [...new Set(projects.map((p) => p.instrument))].sort(), [projects]);
  const needle = find.trim().toLowerCase();
  const shown = projects.filter(
    (p) =>
      (needle === "" || `${p.title} ${p.description}`.toLowerCase().includes(needle)) &&
      (whose === "all" || p.role !== null) &&
      (instrument === null || p.instrument === instrument),
  );
  const hasOthers = projects.some((p) => p.role === null) && projects.some((p) => p.role !== null);
  return (
    <PageFrame
      title={work?.title ?? t("title")}
      action={
        signedIn && (
          <Group gap="xs">
            <Button component={Link} href="/trash" variant="subtle" color="gray" leftSection={<IconTrash size={16} />}>
              {t("trash")}
            </Button>
            {projects.length > 0 && (
              <Button leftSection={<IconPlus size={16} />} onClick={open}>
                {t("create.open")}
              </Button>
            )}
          </Group>
        )
      }
    >
      {work?.list}
      {work !== null && (
        <Title order={2} size="h3" mb="sm">
          {t("title")}
        </Title>
      )}
      {projects.length > 3 && (
        <Group gap="sm" mb="md">
          <TextInput
            leftSection={<IconSearch size={15} />}
            placeholder={t("find")}
            aria-label={t("find")}
            value={find}
            onChange={(event) => setFind(event.currentTarget.value)}
            style={{ flex: "1 1 14rem" }}
          />
          {instruments.length > 1 && (
            <Select
              clearable
              placeholder={t("anyInstrument")}
              aria-label={t("instrument")}
              data={instruments}
              value={instrument}
              onChange={setInstrument}
              w={190}
            />
          )}
          {hasOthers && (
            <SegmentedControl
              value={whose}
              onChange={(value) => setWhose(value === "mine" ? "mine" : "all")}
              data={[
                { value: "all", label: t("all") },
                { value: "mine", label: t("mine") },
              ]}
            />
          )}
        </Group>
      )}
      {projects.length === 0 && (
        <div className={classes.empty}>
          <Text size="lg" fw={600}>
            {t(signedIn ? "empty" : "emptyPublic")}
          </Text>
          <Text c="dimmed" maw={460} ta="center">
            {t(signedIn ? "emptyHint" : "emptyPublicHint")}
          </Text>
          {signedIn ? (
            <Button leftSection={<IconPlus size={16} />} onClick={open}>
              {t("create.open")}
            </Button>
          ) : (
            <Button component={Link} href="/sign-in">
              {t("signIn")}
            </Button>
          )}
        </div>
      )}
      {projects.length > 0 && shown.length === 0 && <Text c="dimmed">{t("noneFound")}</Text>}
      <ul className={classes.list}>
        {shown.map((project) => (
          <li key={project.id}>
            <ProjectRow project={project} />
          </li>
        ))}
      </ul>
      <CreateProject opened={opened} onClose={close} />
    </PageFrame>
  );
}

function ProjectRow({ project }: { readonly project: ListedProject }) {
  const t = useTranslations("projects");
  const roles = useTranslations("projects.roles");
  const format = useFormatter();
  const total = totalOf(project.counts);
  return (
    <Link href={`/projects/${project.id}`} className={classes.row}>
      <div className={classes.head}>
        <Text fw={600} className={classes.title}>
          {project.title}
        </Text>
        <Group gap={6} wrap="nowrap">
          {project.instrument !== "?" && (
            <Badge variant="light" color="gray" radius="sm" tt="none">
              {project.instrument}
            </Badge>
          )}
          {project.access === "private" ? (
            <IconLock size={15} aria-label={t("access.private")} />
          ) : (
            <IconWorld size={15} aria-label={t(`access.${project.access}`)} />
          )}
          {project.role !== null && (
            <Badge variant="light" radius="sm" tt="none">
              {roles(project.role)}
            </Badge>
          )}
        </Group>
      </div>
      {project.description !== "" && (
        <Text size="sm" c="dimmed" lineClamp={1}>
          {project.description}
        </Text>
      )}
      <VignetteStrip images={project.examples} />
      <div className={classes.foot}>
        <StateBar counts={project.counts} />
        <Text size="xs" c="dimmed" className={classes.numbers}>
          {t("objects", { count: total })} · {t("samples", { count: project.samples })}
          {total > 0 && ` · ${t("validated", { share: format.number(Number(project.counts.validated) / total, { style: "percent" }) })}`}
        </Text>
      </div>
    </Link>
  );
}
