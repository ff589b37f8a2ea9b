"use client";
import { Text } from "@mantine/core";
import { useTranslations } from "next-intl";
import { createContext, type ReactNode, useContext, useMemo } from "react";

/** Names of samples in what is shown that no manager has signed off. */
const Unsigned = createContext<readonly string[]>([]);

export function UnsignedHere({ names, children }: { readonly names: readonly string[]; readonly children: ReactNode }) {
  return <Unsigned value={names}>{children}</Unsigned>;
}

/** Below a figure that is no chart: a map, a mosaic, a table of counts. */
export function UnsignedLine() {
  const { sentence } = useUnsigned();
  return sentence === null ? null : (
    <Text size="xs" mt={4}>
      {sentence}
    </Text>
  );
}

/** As many names as a figure holds. */
const named = 4;

/** What figures say of them; null where all are signed. */
export function useUnsigned(): { readonly names: readonly string[]; readonly sentence: string | null } {
  const names = useContext(Unsigned);
  const t = useTranslations("site.chart");
  return useMemo(() => {
    const sentence =
      names.length === 0 ? null : t("unsigned", { names: names.slice(0, named).join(", "), more: Math.max(0, names.length - named) });
    return { names, sentence };
  }, [names, t]);
}
