"use client";
import { notifications } from "@mantine/notifications";
import { maxObjectsPerGesture } from "@nauplius/domain";
import { useTranslations } from "next-intl";
import { useGrid } from "../context.tsx";

/** Chooses a range up to a tile, fetching what lies between; says why when it is too long. */
export function useRange(): (id: number) => void {
  const t = useTranslations("grid");
  const { session } = useGrid();
  return (id) =>
    void session.extendTo(id).then((whole) => {
      if (!whole) notifications.show({ color: "orange", message: t("rangeTooLong", { most: maxObjectsPerGesture }) });
    });
}
