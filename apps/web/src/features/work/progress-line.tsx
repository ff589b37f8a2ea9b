"use client";
import { Badge, Progress as Bar, Group, Text } from "@mantine/core";
import type { Progress } from "@nauplius/services";
import { useFormatter, useTranslations } from "next-intl";

type Props = { readonly progress: Progress; readonly dueOn: string | null };

const today = (): string => new Date().toISOString().slice(0, 10);

/** How far a piece of work is, until when, and when it will be done at its pace. */
export function ProgressLine({ progress, dueOn }: Props) {
  const t = useTranslations("work.progress");
  const format = useFormatter();
  const { done, left, perDay, forecast } = progress;
  const share = done + left === 0 ? 1 : done / (done + left);
  const day = (text: string): string => format.dateTime(new Date(`${text}T12:00:00Z`), { dateStyle: "medium", timeZone: "UTC" });
  const isOver = dueOn !== null && left > 0 && dueOn < today();
  const isLate = dueOn !== null && forecast !== null && forecast > dueOn;
  return (
    <div>
      <Bar value={share * 100} size="sm" aria-label={t("bar", { share: format.number(share, { style: "percent" }) })} />
      <Group gap={8} mt={6}>
        <Text size="sm" fw={600}>
          {t("left", { count: left })}
        </Text>
        <Text size="sm" c="dimmed">
          {t("done", { count: done })}
          {left > 0 && perDay > 0 && ` · ${t("perDay", { count: perDay })}`}
          {forecast !== null && ` · ${t("forecast", { day: day(forecast) })}`}
        </Text>
        {dueOn !== null && (
          <Badge variant="light" radius="sm" tt="none" color={isOver ? "red" : isLate ? "orange" : "gray"}>
            {isOver ? t("over", { day: day(dueOn) }) : t("due", { day: day(dueOn) })}
            {!isOver && isLate && ` · ${t("late")}`}
          </Badge>
        )}
      </Group>
    </div>
  );
}
