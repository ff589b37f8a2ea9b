"use client";
import {
  Alert,
  Card,
  Group,
  Stack,
  Table,
  TableScrollContainer,
  TableTbody,
  TableTd,
  TableTh,
  TableThead,
  TableTr,
  Text,
  Title,
} from "@mantine/core";
import type { ImportQuestions } from "@nauplius/services";
import { useTranslations } from "next-intl";
import { SeaMap } from "@/features/map/map.tsx";
import classes from "./import.module.css";

/** Where the samples lie, for the eye to find a wrong sign. */
export function Places({ places }: { places: ImportQuestions["places"] }) {
  const t = useTranslations("import.places");
  const points = places.map((p, id) => ({ id, name: p.sample ?? "", latitude: p.latitude, longitude: p.longitude }));
  return (
    <Card withBorder padding="md">
      <Title order={2} size="h5">
        {t("title")}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {places.length === 0 ? t("missing") : t("about", { count: places.length })}
      </Text>
      {places.length > 0 && <SeaMap points={points} height={260} closest={4} label={t("title")} />}
    </Card>
  );
}

/** A name that stands for one that the files leave out. */
const isMadeUp = (name: string): boolean => name.startsWith("__DUMMY_ID__");

/** How units and settings were understood, doubts first. */
export function Units({ units }: { units: ImportQuestions["units"] }) {
  const t = useTranslations("import.units");
  if (units.length === 0) return null;
  return (
    <Card withBorder padding="md">
      <Title order={2} size="h5" mb="xs">
        {t("title")}
      </Title>
      <TableScrollContainer minWidth={520} mah={300}>
        <Table verticalSpacing={4} fz="sm">
          <TableThead>
            <TableTr>
              {(["acquisition", "instrument", "dialect", "pixelSize", "subPart"] as const).map((name) => (
                <TableTh key={name}>{t(name)}</TableTh>
              ))}
            </TableTr>
          </TableThead>
          <TableTbody>
            {units.map((u) => (
              <TableTr key={u.acquisition}>
                <TableTd className={classes.cell}>{isMadeUp(u.acquisition) ? "–" : u.acquisition}</TableTd>
                <TableTd>{u.instrument === "" ? "–" : u.instrument}</TableTd>
                <TableTd>{u.dialect}</TableTd>
                <TableTd>
                  {u.pixelSize === null ? (
                    <Text span c="dimmed" fz="sm">
                      {t("unknown")}
                    </Text>
                  ) : (
                    t("um", { value: u.pixelSize })
                  )}
                  {u.doubt !== null && (
                    <Text size="xs" c="orange">
                      {u.doubt}
                    </Text>
                  )}
                </TableTd>
                <TableTd>
                  {u.subPart === null ? (
                    <Text span c="dimmed" fz="sm">
                      {t("unknown")}
                    </Text>
                  ) : (
                    t("part", { value: u.subPart })
                  )}
                </TableTd>
              </TableTr>
            ))}
          </TableTbody>
        </Table>
      </TableScrollContainer>
    </Card>
  );
}

const shown = (value: string | number | null): string => (value === null || value === "" ? "–" : String(value));

/** What an update would change, before -> after. */
export function Changes({ changes }: { changes: NonNullable<ImportQuestions["changes"]> }) {
  const t = useTranslations("import.changes");
  return (
    <Card withBorder padding="md">
      <Stack gap="sm">
        <div>
          <Title order={2} size="h5">
            {t("title")}
          </Title>
          <Text size="sm" c="dimmed">
            {t("summary", { cells: changes.cells, labels: changes.labels, objects: changes.objects })}
          </Text>
        </div>
        {changes.unknown > 0 && (
          <Alert color="orange" variant="light" p="xs">
            {t("unknown", { count: changes.unknown })}
          </Alert>
        )}
        <Group gap={6}>
          {changes.fields.slice(0, 40).map((f) => (
            <Text key={`${f.level} ${f.field}`} size="xs" className={classes.fieldCount}>
              {f.level} {f.field} <b>{f.changes}</b>
            </Text>
          ))}
        </Group>
        {changes.first.length > 0 && (
          <>
            <TableScrollContainer minWidth={560} mah={420}>
              <Table verticalSpacing={4} fz="sm" stickyHeader>
                <TableThead>
                  <TableTr>
                    {(["name", "field", "before", "after"] as const).map((name) => (
                      <TableTh key={name}>{t(name)}</TableTh>
                    ))}
                  </TableTr>
                </TableThead>
                <TableTbody>
                  {changes.first.map((c) => (
                    <TableTr key={`${c.level} ${c.name} ${c.field}`}>
                      <TableTd className={classes.cell}>{c.name}</TableTd>
                      <TableTd>
                        {c.level} {c.field}
                      </TableTd>
                      <TableTd className={classes.before}>{shown(c.before)}</TableTd>
                      <TableTd className={classes.after}>{shown(c.after)}</TableTd>
                    </TableTr>
                  ))}
                </TableTbody>
              </Table>
            </TableScrollContainer>
            <Text size="xs" c="dimmed">
              {t("first", { count: changes.first.length })}
            </Text>
          </>
        )}
      </Stack>
    </Card>
  );
}
