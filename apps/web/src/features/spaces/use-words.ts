import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { Words } from "@/features/statistics/types.ts";

/** Words for pictures, which are made outside of components. */
export function useWords(): Words {
  const t = useTranslations("spaces");
  return useMemo(() => (key, values) => t(key as never, values as never) as string, [t]);
}
