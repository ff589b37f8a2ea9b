"use client";
import { Button, Group, MultiSelect, NumberInput, Popover, SegmentedControl, Slider, Stack, Text } from "@mantine/core";
import { IconPhotoCog } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useGrid } from "../context.tsx";
import { useCommonScale } from "../hooks/use-common-scale.ts";
import { useEscape } from "../hooks/use-escape.ts";
import { type Caption, captions, tileSizes } from "../model/view-address.ts";
import { Adjustments } from "./adjustments.tsx";

const textOf = (c: Caption): string => (typeof c === "string" ? c : `${c.level}/${c.name}`);

/** How large, at which scale, and what stands under the tiles. */
export function DisplayMenu() {
  const t = useTranslations("grid.display");
  const { display, setDisplay, fields } = useGrid();
  const umPerPx = useCommonScale();
  const [opened, setOpened] = useState(false);
  useEscape(opened, () => setOpened(false));
  const nearest = tileSizes.findIndex((size) => size >= display.tile);

  const setShown = (values: readonly string[]) =>
    setDisplay({
      shown: values.flatMap((value): Caption[] => {
        const own = captions.find((c) => c === value);
        const field = fields.find((f) => textOf(f) === value);
        return own !== undefined ? [own] : field === undefined ? [] : [{ level: field.level, name: field.name }];
      }),
    });
  return (
    <Popover opened={opened} onChange={setOpened} trapFocus returnFocus position="bottom-start" shadow="md" width={320} withinPortal>
      <Popover.Target>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconPhotoCog size={16} />}
          onClick={() => setOpened((o) => !o)}
        >
          {t("title")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="md">
          <div>
            <Group justify="space-between">
              <Text size="sm">{t("size")}</Text>
              <Text size="xs" c="dimmed">
                {display.tile} px
              </Text>
            </Group>
            <Slider
              min={0}
              max={tileSizes.length - 1}
              value={nearest < 0 ? tileSizes.length - 1 : nearest}
              label={null}
              thumbLabel={t("size")}
              onChange={(at) => setDisplay({ tile: tileSizes[at] ?? display.tile })}
            />
          </div>
          <SegmentedControl
            size="xs"
            value={display.fitted ? "fitted" : "scale"}
            onChange={(value) => setDisplay({ fitted: value === "fitted" })}
            data={[
              { value: "scale", label: t("scale") },
              { value: "fitted", label: t("fitted") },
            ]}
          />
          {!display.fitted && (
            <NumberInput
              size="xs"
              label={t("umPerPx")}
              description={display.umPerPx === null ? t("auto") : t("fixed")}
              value={display.umPerPx ?? umPerPx ?? ""}
              min={0.001}
              decimalScale={3}
              onChange={(value) =>
                setDisplay({ umPerPx: typeof value === "number" && value > 0 && value !== umPerPx ? value : display.umPerPx })
              }
              rightSectionWidth={58}
              rightSection={
                display.umPerPx !== null && (
                  <Button size="compact-xs" variant="subtle" onClick={() => setDisplay({ umPerPx: null })}>
                    {t("reset")}
                  </Button>
                )
              }
            />
          )}
          <MultiSelect
            size="xs"
            label={t("shown")}
            searchable
            maxValues={6}
            value={display.shown.map(textOf)}
            onChange={setShown}
            data={[
              { group: t("usual"), items: captions.map((c) => ({ value: c, label: t(`captions.${c}`) })) },
              {
                group: t("columns"),
                items: fields.map((f) => ({ value: textOf(f), label: f.level === "object" ? f.name : `${f.level} ${f.name}` })),
              },
            ]}
            comboboxProps={{ withinPortal: false }}
          />
          <Adjustments />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
