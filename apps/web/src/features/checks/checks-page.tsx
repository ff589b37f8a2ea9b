"use client";
import { Alert, Anchor, Badge, Button, Group, Loader, SegmentedControl, Stack, Table, Text, Textarea } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import type { CheckColour, Finding } from "@nauplius/domain";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";
import { PageFrame } from "@/components/page-frame.tsx";
import stacked from "@/components/stacked.module.css";

export type CheckLine = {
  readonly id: number;
  readonly name: string;
  readonly sampleId: number;
  readonly sample: string;
  readonly objects: number;
  /** Its scan can be looked at. */
  readonly hasScan: boolean;
  readonly colour: CheckColour;
  readonly findings: readonly Finding[];
  readonly signOff: { readonly name: string | null; readonly at: string; readonly comment: string; readonly colour: CheckColour } | null;
};

const shades: Record<CheckColour, string> = { green: "green", amber: "orange", red: "red" };
const order: Record<CheckColour, number> = { red: 0, amber: 1, green: 2 };
const views = ["all", "open", "red"] as const;
type View = (typeof views)[number];

const keep: Record<View, (line: CheckLine) => boolean> = {
  all: () => true,
  open: (line) => line.signOff === null,
  red: (line) => line.colour === "red",
};

export function ColourBadge({ colour }: { colour: CheckColour }) {
  const t = useTranslations("checks.colour");
  return (
    <Badge color={shades[colour]} variant="light" radius="sm">
      {t(colour)}
    </Badge>
  );
}

/** Checks of a project's acquisitions, the worst first, and who answers for them. */
export function ChecksPage({ projectId, maySign }: { readonly projectId: number; readonly maySign: boolean }) {
  const t = useTranslations("checks");
  const [view, setView] = useState<View>("all");
  const checks = useQuery({ queryKey: ["checks", projectId], queryFn: () => api<CheckLine[]>("GET", `projects/${projectId}/checks`) });
  const all = checks.data ?? [];
  const of = (colour: CheckColour): number => all.filter((line) => line.colour === colour).length;
  const lines = all.filter(keep[view]).toSorted((a, b) => order[a.colour] - order[b.colour]);
  const multiples = (
    <Button component={Link} href={`/projects/${projectId}/multiples`} variant="default" size="sm">
      {t("multiples")}
    </Button>
  );
  return (
    <PageFrame title={t("title")} about={t("intro")} action={multiples}>
      {checks.isPending && <Loader size="sm" />}
      {checks.isError && (
        <Alert color="red">
          <Group>
            <Text size="sm">{checks.error.message}</Text>
            <Button size="xs" variant="default" onClick={() => void checks.refetch()}>
              {t("again")}
            </Button>
          </Group>
        </Alert>
      )}
      {checks.data?.length === 0 && <Text c="dimmed">{t("empty")}</Text>}
      {all.length > 0 && (
        <Stack gap="sm">
          <Group justify="space-between">
            <Text size="sm">
              {t("counts", {
                ...{ red: of("red"), amber: of("amber"), green: of("green"), all: all.length },
                signed: all.filter((line) => line.signOff !== null).length,
              })}
            </Text>
            <SegmentedControl
              size="xs"
              aria-label={t("only")}
              value={view}
              onChange={(value) => setView(views.find((each) => each === value) ?? "all")}
              data={views.map((value) => ({ value, label: t(`show.${value}`) }))}
            />
          </Group>
          <Table verticalSpacing="sm" className={stacked.stacked}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("acquisition")}</Table.Th>
                <Table.Th>{t("result")}</Table.Th>
                <Table.Th>{t("reasons")}</Table.Th>
                <Table.Th>{t("signed")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {lines.map((line) => (
                <Line key={line.id} projectId={projectId} line={line} maySign={maySign} />
              ))}
            </Table.Tbody>
          </Table>
        </Stack>
      )}
    </PageFrame>
  );
}

type LineProps = { readonly projectId: number; readonly line: CheckLine; readonly maySign: boolean };

function Line({ projectId, line, maySign }: LineProps) {
  const t = useTranslations("checks");
  const said = line.findings.filter(({ colour }) => colour !== "green");
  return (
    <Table.Tr style={{ verticalAlign: "top" }}>
      <Table.Td>
        <Anchor component={Link} href={`/acquisitions/${line.id}`} size="sm">
          {line.name}
        </Anchor>
        <Text size="xs" c="dimmed">
          {line.sample} · {t("objects", { count: line.objects })}
        </Text>
        {line.hasScan && (
          <Anchor component={Link} href={`/acquisitions/${line.id}/scan`} size="xs" aria-label={t("onScanName", { name: line.name })}>
            {t("onScan")}
          </Anchor>
        )}
      </Table.Td>
      <Table.Td>
        <ColourBadge colour={line.colour} />
      </Table.Td>
      <Table.Td maw={480}>
        <Stack gap={4}>
          {said.map(({ check, colour, reason }) => (
            <Group key={check} gap={8} wrap="nowrap" align="flex-start">
              <ColourBadge colour={colour} />
              <Text size="sm">{reason}</Text>
            </Group>
          ))}
          <Text size="xs" c="dimmed">
            {said.length === 0 ? t("allGood") : t("passed", { count: line.findings.length - said.length })}
          </Text>
        </Stack>
      </Table.Td>
      <Table.Td miw={220}>
        <SignOff projectId={projectId} line={line} maySign={maySign} />
      </Table.Td>
    </Table.Tr>
  );
}

function SignOff({ projectId, line, maySign }: LineProps) {
  const t = useTranslations("checks");
  const format = useFormatter();
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const [comment, setComment] = useState("");
  const act = useMutation({
    mutationFn: (method: "PUT" | "DELETE") => api(method, `acquisitions/${line.id}/sign-off`, method === "PUT" ? { comment } : undefined),
    onSuccess: () => setOpen(false),
    // After a refusal as well: somebody else may have signed.
    onSettled: () => queries.invalidateQueries({ queryKey: ["checks", projectId] }),
    onError: (error) => notifications.show({ color: "red", message: error.message }),
  });
  const { signOff } = line;
  if (signOff !== null)
    return (
      <Stack gap={2} align="flex-start">
        <Text size="sm">
          {t("signedBy", {
            name: signOff.name ?? t("somebody"),
            at: format.dateTime(new Date(signOff.at), { dateStyle: "medium" }),
          })}
        </Text>
        {signOff.comment !== "" && <Text size="sm">{signOff.comment}</Text>}
        {signOff.colour !== line.colour && (
          <Text size="xs" c="dimmed">
            {t("signedAs", { colour: t(`colour.${signOff.colour}`) })}
          </Text>
        )}
        {maySign && (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            aria-label={t("withdrawName", { name: line.name })}
            loading={act.isPending}
            onClick={() => act.mutate("DELETE")}
          >
            {t("withdraw")}
          </Button>
        )}
      </Stack>
    );
  if (!maySign) return null;
  if (!open)
    return (
      <Button size="xs" variant="light" aria-label={t("signName", { name: line.name })} onClick={() => setOpen(true)}>
        {t("sign")}
      </Button>
    );
  const needsWord = line.colour !== "green";
  return (
    <Stack gap={6}>
      <Textarea
        size="xs"
        autosize
        maxRows={6}
        maxLength={2000}
        label={needsWord ? t("commentWhy") : t("comment")}
        required={needsWord}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
      <Group gap={6}>
        <Button size="xs" disabled={needsWord && comment.trim() === ""} loading={act.isPending} onClick={() => act.mutate("PUT")}>
          {t("sign")}
        </Button>
        <Button size="xs" variant="default" onClick={() => setOpen(false)}>
          {t("cancel")}
        </Button>
      </Group>
    </Stack>
  );
}
