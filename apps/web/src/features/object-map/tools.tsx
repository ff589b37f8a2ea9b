"use client";
import { ActionIcon, Button, Group, SegmentedControl, Select, Tooltip } from "@mantine/core";
import { IconArrowsMaximize, IconHandMove, IconLasso, IconMinus, IconPlus, IconRectangle } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { type Colouring, colourings } from "./model/kinds.ts";
import type { PlotHandle } from "./plot-handle.ts";

export const tools = ["move", "lasso", "rectangle"] as const;
export type Tool = (typeof tools)[number];
const icons = { move: IconHandMove, lasso: IconLasso, rectangle: IconRectangle };

type Props = {
  readonly tool: Tool;
  readonly onTool: (tool: Tool) => void;
  readonly by: Colouring;
  readonly onBy: (by: Colouring) => void;
  readonly isReady: boolean;
  readonly plot: () => PlotHandle | null;
  readonly onInView: () => void;
};

/** What is done with the pointer, what the colours say, and the same by buttons as by wheel and fingers. */
export function Tools({ tool, onTool, by, onBy, isReady, plot, onInView }: Props) {
  const t = useTranslations("objectMap.tools");
  const tc = useTranslations("objectMap.colouring");
  return (
    <Group gap="xs" align="end">
      <Select
        size="xs"
        w={150}
        label={tc("label")}
        allowDeselect={false}
        value={by}
        onChange={(value) => onBy(colourings.find((one) => one === value) ?? by)}
        data={colourings.map((value) => ({ value, label: tc(value) }))}
      />
      <SegmentedControl
        size="xs"
        aria-label={t("label")}
        value={tool}
        onChange={(value) => onTool(tools.find((one) => one === value) ?? tool)}
        data={tools.map((value) => {
          const Icon = icons[value];
          return {
            value,
            label: (
              <Group gap={4} wrap="nowrap">
                <Icon size={14} aria-hidden /> {t(value)}
              </Group>
            ),
          };
        })}
      />
      <Group gap={4}>
        <Press name={t("nearer")} onPress={() => plot()?.zoom(0.5)}>
          <IconPlus size={15} />
        </Press>
        <Press name={t("farther")} onPress={() => plot()?.zoom(-0.5)}>
          <IconMinus size={15} />
        </Press>
        <Press name={t("whole")} onPress={() => plot()?.whole()}>
          <IconArrowsMaximize size={15} />
        </Press>
      </Group>
      <Button size="xs" variant="default" disabled={!isReady} onClick={onInView}>
        {t("inView")}
      </Button>
    </Group>
  );
}

const Press = ({ name, onPress, children }: { readonly name: string; readonly onPress: () => void; readonly children: ReactNode }) => (
  <Tooltip label={name}>
    <ActionIcon size={30} variant="default" aria-label={name} onClick={onPress}>
      {children}
    </ActionIcon>
  </Tooltip>
);
