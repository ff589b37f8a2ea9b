"use client";
import { Card, SimpleGrid, Switch, Text } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { useMemo } from "react";
import { api } from "@/components/api.ts";
import { PageFrame } from "@/components/page-frame.tsx";
import { PictureCard } from "@/features/statistics/picture-card.tsx";
import { growthPicture, type Totals, totalNames } from "./growth.ts";
import { Work, type WorkNow } from "./work.tsx";

type Props = {
  readonly asOf: string | null;
  readonly months: readonly Totals[];
  readonly isPublic: boolean;
  readonly mayManage: boolean;
  /** For people signed in. */
  readonly work: WorkNow | null;
};

/** What the site held at the end of yesterday, and how it grew. */
export function UsagePage({ asOf, months, isPublic, mayManage, work }: Props) {
  const t = useTranslations("statistics.usage");
  const format = useFormatter();
  const router = useRouter();
  const last = months.at(-1);
  const pictures = useMemo(
    () => ({
      objects: growthPicture(months, ["images", "objects", "validated"], (key) => t(key as never)),
      people: growthPicture(months, ["projects", "instruments", "annotators"], (key) => t(key as never)),
    }),
    [months, t],
  );
  const publish = async (open: boolean) => {
    await api("PUT", "admin/usage", { public: open });
    router.refresh();
  };
  const day =
    asOf === null ? t("never") : t("asOf", { day: format.dateTime(new Date(`${asOf}T00:00:00Z`), { dateStyle: "long", timeZone: "UTC" }) });
  return (
    <PageFrame
      title={t("title")}
      about={day}
      action={mayManage && <Switch label={t("public")} checked={isPublic} onChange={(e) => void publish(e.currentTarget.checked)} />}
    >
      {last !== undefined && (
        <>
          <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} mb="md">
            {totalNames.map((name) => (
              <Card key={name} withBorder padding="sm">
                <Text size="sm" c="dimmed">
                  {t(name)}
                </Text>
                <Text size="xl" fw={600} data-testid={`total-${name}`}>
                  {format.number(last[name])}
                </Text>
              </Card>
            ))}
          </SimpleGrid>
          <SimpleGrid cols={{ base: 1, lg: 2 }}>
            <PictureCard title={t("growth")} picture={pictures.objects} />
            <PictureCard title={`${t("projects")}, ${t("instruments")}, ${t("annotators")}`} picture={pictures.people} />
          </SimpleGrid>
        </>
      )}
      {work !== null && <Work work={work} />}
    </PageFrame>
  );
}
