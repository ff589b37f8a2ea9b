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

const columns = ["model", "state", "recipe", "classes", "heldOut"] as const;
const figures = ["top1", "balancedAccuracy", "logLoss"] as const;
const splits = ["bySample", "randomSplit"] as const;

/** All models that the site knows, and where new ones come from. */
export function ModelList({ models, mayManage }: { readonly models: readonly ListedModel[]; readonly mayManage: boolean }) {
  const t = useTranslations("learn");
  return (
    <PageFrame title={t("models")} about={t("modelsAbout")} action={<Actions mayCompare={models.length > 1} mayManage={mayManage} />}>
      {models.length === 0 && <Text c="dimmed">{t("none")}</Text>}
      {models.length > 0 && (
        <TableScrollContainer minWidth={1040}>
          <Table verticalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                {columns.map((name) => (
                  <Table.Th key={name} rowSpan={2}>
                    {t(`columns.${name}`)}
                  </Table.Th>
                ))}
                {splits.map((split) => (
                  <Table.Th key={split} colSpan={figures.length} scope="colgroup">
                    {t(split)}
                  </Table.Th>
                ))}
              </Table.Tr>
              <Table.Tr>
                {splits.map((split) =>
                  figures.map((name) => (
                    <Table.Th key={`${split} ${name}`} fw={500}>
                      {t(`columns.${name}`)}
                    </Table.Th>
                  )),
                )}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {models.map((model) => (
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
                  <Table.Td>{t(model.judged === null ? "ownSet" : "thisSite")}</Table.Td>
                  {splits.map((split) => (
                    <SplitFigures key={split} of={(split === "bySample") === model.isBySample ? (model.judged ?? model.metrics) : null} />
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </TableScrollContainer>
      )}
    </PageFrame>
  );
}

type Figures = NonNullable<ListedModel["judged"] | ListedModel["metrics"]>;

/** Figures of one way of splitting; figures of the other never stand in these columns. */
function SplitFigures({ of }: { readonly of: Figures | null }) {
  const format = useFormatter();
  return figures.map((name) => (
    <Table.Td key={name}>
      {of === null
        ? "–"
        : format.number(of[name], name === "logLoss" ? { maximumFractionDigits: 3 } : { style: "percent", maximumFractionDigits: 1 })}
    </Table.Td>
  ));
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
