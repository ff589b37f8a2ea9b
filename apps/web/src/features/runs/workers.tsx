import { Badge, Group, Table, TableScrollContainer, TableTbody, TableTd, TableTh, TableThead, TableTr, Text } from "@mantine/core";
import type { listWorkers } from "@nauplius/services";
import { useFormatter, useTranslations } from "next-intl";
import { PageFrame } from "@/components/page-frame.tsx";

type Workers = Extract<Awaited<ReturnType<typeof listWorkers.call>>, { ok: true }>["value"];

/** Who works: host, queues, provider, last job, and what waits. */
export function WorkersPage({ workers, queues, now }: Workers & { now: Date }) {
  const t = useTranslations("runs.workers");
  const kinds = useTranslations("runs.kind");
  const format = useFormatter();
  return (
    <PageFrame title={t("title")}>
      <Group gap="lg" mb="lg">
        {queues === null && <Text>{t("queueAway")}</Text>}
        {Object.entries(queues ?? {}).map(([name, counts]) => (
          <Text key={name} size="sm">
            <b>{name}</b> {t("waiting", { waiting: counts?.waiting ?? 0, active: counts?.active ?? 0 })}
          </Text>
        ))}
      </Group>
      {workers.length === 0 && <Text c="dimmed">{t("none")}</Text>}
      {workers.length > 0 && (
        <TableScrollContainer minWidth={760}>
          <Table verticalSpacing="xs">
            <TableThead>
              <TableTr>
                {(["state", "host", "queues", "provider", "rate", "jobs", "lastJob", "seen"] as const).map((name) => (
                  <TableTh key={name}>{t(name)}</TableTh>
                ))}
              </TableTr>
            </TableThead>
            <TableTbody>
              {workers.map((w) => {
                const hours = Math.max(1, now.getTime() - w.startedAt.getTime()) / 3_600_000;
                return (
                  <TableTr key={w.id}>
                    <TableTd>
                      <Badge style={{ flex: "none" }} miw="max-content" color={w.alive ? "green" : "gray"} variant="light">
                        {w.alive ? t("alive") : w.stoppedAt ? t("stopped") : t("gone")}
                      </Badge>
                    </TableTd>
                    <TableTd>
                      {w.host} · {w.pid}
                    </TableTd>
                    <TableTd>{w.queues.join(", ")}</TableTd>
                    <TableTd>{w.provider}</TableTd>
                    <TableTd>{t("perHour", { rate: w.jobsDone / hours })}</TableTd>
                    <TableTd>{t("counts", { done: w.jobsDone, failed: w.jobsFailed, busy: w.alive ? w.busy : 0 })}</TableTd>
                    <TableTd>{w.lastJob === "" ? "–" : kinds.has(w.lastJob) ? kinds(w.lastJob) : w.lastJob}</TableTd>
                    <TableTd>{format.relativeTime(w.heartbeatAt, now)}</TableTd>
                  </TableTr>
                );
              })}
            </TableTbody>
          </Table>
        </TableScrollContainer>
      )}
    </PageFrame>
  );
}
