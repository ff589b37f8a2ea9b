"use client";
import { Alert, Checkbox, Stack } from "@mantine/core";
import { useTranslations } from "next-intl";
import type { PreviewData } from "./types.ts";

type Carried = NonNullable<PreviewData["carried"]>;

/** Objects of one tow have its values: they are meant too. Of a profile only some happen to carry them: a person decides. */
export const allCarry = (carried: Carried): boolean => carried.objects === carried.of;

/** Whether the objects that carry a sample's old place, time or depth change with it; what it means if not. */
export function AlsoObjects(props: { readonly carried: Carried; readonly checked: boolean; readonly onChange: (on: boolean) => void }) {
  const t = useTranslations("correct.also");
  const { carried, checked, onChange } = props;
  return (
    <Stack gap="xs">
      <Checkbox
        label={t(allCarry(carried) ? "objects" : "some", carried)}
        description={t("why")}
        checked={checked}
        onChange={(e) => onChange(e.currentTarget.checked)}
      />
      {!checked && <Alert color="orange">{t("left", carried)}</Alert>}
    </Stack>
  );
}
