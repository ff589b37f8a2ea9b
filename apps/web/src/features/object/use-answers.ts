"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { OpenOutbox } from "@/features/outbox/open.ts";

/** Reads an object anew once the server has answered a gesture of its project. */
export function useAnswers(open: OpenOutbox | null, projectId: number): void {
  const client = useQueryClient();
  useEffect(
    () =>
      open?.onEvent(({ gesture }) => {
        if (gesture.projectId === projectId) void client.invalidateQueries({ queryKey: ["object"] });
      }),
    [open, projectId, client],
  );
}
