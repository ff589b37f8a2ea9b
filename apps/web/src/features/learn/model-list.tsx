"use client";
import { Anchor, Badge, Button, FileButton, Group, Progress, Table, TableScrollContainer, Text } from "@mantine/core";
import { IconColumns, IconSchool, IconUpload } from "@tabler/icons-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { api } from "@/components/api.ts";
import { PageFrame } from "@/components/page-frame.tsx";
import { useUpload } from "@/features/import/use-upload.ts";
import { useChange } from "@/features/people/use-change.ts";
import type { ListedModel } from "./types.ts";

export const stateColours = { service: "green", candidate: "blue", retired: "gray" } as const;

/** All models that the site knows, and where new ones come from. */
export function ModelList({ models, mayManage }: { readonly models: readonly ListedModel[]; readonly mayManage: boolean }) {
  const t = useTranslations("learn");
  const format = useFormatter();
  const share = (value: number | undefined) =>
    value === undefined ? "–" : format.number(value, { style: "percent", maximumFractionDigits: 1 });
  return (
    <PageFrame title={t("models")} about={t("modelsAbout")} action={<Actions mayCompare={models.length > 1} mayManage={mayManage} />}>
      {models.length === 0 && <Text c="dimmed">{t("none")}</Text>}
      {models.length > 0 && (
        <TableScrollContainer minWidth={860}>
          <Table verticalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                {(["model", "state", "recipe", "classes", "heldOut", "top1", "balanced", "logLoss"] as const).map((name) => (
                  <Table.Th key={name}>{t(`columns.${name}`)}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {models.map((model) => {
                const figures = model.judged ?? model.metrics;
                return (
                  <Table.Tr key={model.id}>
                    <Table.Td>
                      <Anchor component={Link} href={`/models/${model.id}`} fw={600} inherit>
                        {model.name} {model.version}
                      </Anchor>
                    </Table.Td>
                    <Table.Td>
                      <Badge color={stateColours[model.state]} variant="light" radius="sm" miw="max-content">
                        {t(`state.${model.state}`)}
                      </Badge>
                    </Table.Td>
                    <Table.Td>
                      {t(`recipe.${model.recipe}`)} · {t(`origin.${model.origin}`)}
                      {model.parent !== null && ` · ${t("from", { model: model.parent })}`}
                    </Table.Td>
                    <Table.Td>{t("mapped", { mapped: model.mapped, classes: model.classes })}</Table.Td>
                    <Table.Td>{model.judged === null ? t("ownSet") : t(model.isBySample ? "bySample" : "randomSplit")}</Table.Td>
                    <Table.Td>{share(figures?.top1)}</Table.Td>
                    <Table.Td>{share(figures?.balancedAccuracy)}</Table.Td>
                    <Table.Td>{figures ? format.number(figures.logLoss, { maximumFractionDigits: 3 }) : "–"}</Table.Td>
                  </Table.Tr>
                );
              })}
            </Table.Tbody>
          </Table>
        </TableScrollContainer>
      )}
    </PageFrame>
  );
}

function Actions({ mayCompare, mayManage }: { readonly mayCompare: boolean; readonly mayManage: boolean }) {
  const t = useTranslations("learn");
  return (
    <Group gap="xs">
      {mayCompare && (
        <Button component={Link} href="/models/compare" variant="default" leftSection={<IconColumns size={16} />}>
          {t("compare.open")}
        </Button>
      )}
      {mayManage && <NewModels />}
    </Group>
  );
}

/** Where new models come from. */
function NewModels() {
  const t = useTranslations("learn");
  const router = useRouter();
  const check = useChange((id: string) => api<{ run: number }>("POST", "models", { uploadId: id }), {
    after: ({ run }) => router.push(`/runs/${run}`),
  });
  const upload = useUpload(({ id }) => check.mutate(id));
  return (
    <>
      {upload.state !== null && (
        <Progress value={(100 * upload.state.sent) / Math.max(1, upload.state.total)} w={120} aria-label={t("uploading")} />
      )}
      {upload.state?.failure != null && <Text c="red">{upload.state.failure}</Text>}
      <FileButton onChange={(file) => file !== null && void upload.begin(file)} accept=".zip,.tar,.gz">
        {(props) => (
          <Button {...props} variant="default" leftSection={<IconUpload size={16} />} loading={check.isPending}>
            {t("upload")}
          </Button>
        )}
      </FileButton>
      <Button component={Link} href="/models/train" leftSection={<IconSchool size={16} />}>
        {t("train")}
      </Button>
    </>
  );
}
