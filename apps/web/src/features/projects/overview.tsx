"use client";
import { Anchor, Badge, Button, Container, Group, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { Access, State } from "@nauplius/domain";
import { IconFileImport, IconPencil, IconPhoto } from "@tabler/icons-react";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { ShownRun } from "@/components/run/use-runs.ts";
import { StateBar, type StateCounts, totalOf } from "@/components/state/bar.tsx";
import { StateMark } from "@/components/state/mark.tsx";
import { type Shown, VignetteStrip } from "@/components/vignette/strip.tsx";
import { ManageMenu } from "@/features/correct/actions/manage-menu.tsx";
import { PredictButton } from "@/features/learn/predict-dialog.tsx";
import { SampleOverview } from "@/features/samples/overview.tsx";
import type { ListedSample } from "@/features/samples/table.tsx";
import { type TaxonLine, TaxonTable } from "@/features/samples/taxon-table.tsx";
import { type Editable, EditProject } from "./edit.tsx";
import { NoObjects } from "./no-objects.tsx";
import classes from "./projects.module.css";

export type OverviewProps = {
  readonly project: Editable & { readonly access: Access };
  readonly counts: StateCounts;
  readonly taxa: readonly TaxonLine[];
  readonly samples: readonly ListedSample[];
  readonly examples: readonly Shown[];
  readonly members: number;
  /** Of a project without objects. */
  readonly runs: readonly ShownRun[];
  readonly may: {
    readonly edit: boolean;
    readonly objects: boolean;
    readonly import: boolean;
    readonly team: boolean;
    readonly correct: boolean;
    readonly predict: boolean;
  };
};

/** The public face of a project and its state of work. */
export function ProjectOverview({ project, counts, taxa, samples, examples, members, runs, may }: OverviewProps) {
  const t = useTranslations("projects");
  const [editing, { open, close }] = useDisclosure(false);
  const total = totalOf(counts);
  const root = `/projects/${project.id}`;
  return (
    <Container size="xl" py="lg">
      <Group justify="space-between" align="flex-start" mb="md">
        <div>
          <Title order={1} size="h2">
            {project.title}
          </Title>
          <Group gap={6} mt={6}>
            {project.instrument !== "?" && (
              <Badge variant="light" color="gray" radius="sm" tt="none">
                {project.instrument}
              </Badge>
            )}
            <Badge variant="light" color="gray" radius="sm" tt="none">
              {t(`access.${project.access}`)}
            </Badge>
            <Badge variant="light" color="gray" radius="sm" tt="none">
              {project.licence === "" ? t("noLicence") : project.licence}
            </Badge>
            <Text size="sm" c="dimmed">
              {may.team ? (
                <Anchor component={Link} href={`${root}/members`} inherit>
                  {t("members", { count: members })}
                </Anchor>
              ) : (
                t("members", { count: members })
              )}
            </Text>
          </Group>
        </div>
        <Group gap="xs">
          {may.edit && (
            <Button variant="default" leftSection={<IconPencil size={16} />} onClick={open}>
              {t("edit.open")}
            </Button>
          )}
          {may.predict && total > 0 && <PredictButton projectId={project.id} />}
          {may.correct && <ManageMenu projectId={project.id} title={project.title} />}
          {may.import && total === 0 && (
            <Button component={Link} href={`${root}/import`} leftSection={<IconFileImport size={16} />}>
              {t("import")}
            </Button>
          )}
          {may.objects && total > 0 && (
            <Button component={Link} href={`${root}/objects`} leftSection={<IconPhoto size={16} />}>
              {t("look")}
            </Button>
          )}
        </Group>
      </Group>
      {may.objects && <VignetteStrip images={examples} edge={84} links />}
      {total === 0 ? (
        <NoObjects projectId={project.id} runs={runs} may={may} />
      ) : (
        <div className={classes.states}>
          <StateBar counts={counts} height={10} />
          <Group gap="lg" mt={8}>
            {(["validated", "dubious", "predicted", "unclassified"] as const).map((state) => (
              <StateCount
                key={state}
                state={state}
                count={counts[state]}
                total={total}
                href={may.objects && (may.team || state === "validated") ? `${root}/objects?state=${state}` : null}
              />
            ))}
          </Group>
        </div>
      )}
      <div className={classes.columns}>
        <div>
          <Prose title={t("fields.description")} text={project.description} />
          <Prose title={t("fields.protocol")} text={project.protocol} />
          <Prose title={t("fields.citation")} text={project.citation} />
          <Prose title={t("fields.funding")} text={project.funding} />
          {(project.contactName !== "" || project.contactEmail !== "") && (
            <section className={classes.prose}>
              <h2>{t("contact")}</h2>
              <p>
                {project.contactName}
                {project.contactEmail !== "" && (
                  <>
                    {project.contactName !== "" && " · "}
                    <Anchor href={`mailto:${project.contactEmail}`} inherit>
                      {project.contactEmail}
                    </Anchor>
                  </>
                )}
              </p>
            </section>
          )}
          {samples.length > 0 && <SampleOverview samples={samples} />}
        </div>
        <div>{taxa.length > 0 && <TaxonTable lines={taxa} href={may.objects ? `${root}/objects?taxon=` : null} />}</div>
      </div>
      {may.edit && <EditProject key={project.version} project={project} opened={editing} onClose={close} />}
    </Container>
  );
}

/** Text as people wrote it, with their line breaks; nothing where there is none. */
function Prose({ title, text }: { readonly title: string; readonly text: string }) {
  if (text === "") return null;
  return (
    <section className={classes.prose}>
      <h2>{title}</h2>
      <p>{text}</p>
    </section>
  );
}

type StateCountProps = { readonly state: State; readonly count: number; readonly total: number; readonly href: string | null };

/** One state with its share; leads to its objects. */
function StateCount({ state, count, total, href }: StateCountProps) {
  const names = useTranslations("site.states");
  const format = useFormatter();
  const text = (
    <>
      <StateMark state={state} /> {names(state)} <b>{format.number(count)}</b>
      <span className={classes.share}>{format.number(count / total, { style: "percent", maximumFractionDigits: 1 })}</span>
    </>
  );
  return href === null ? (
    <span className={classes.stateLink}>{text}</span>
  ) : (
    <Link href={href} className={classes.stateLink}>
      {text}
    </Link>
  );
}
