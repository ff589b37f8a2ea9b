"use client";
import { type DragEvent, useState } from "react";
import { useGrid } from "../context.tsx";
import { isCarrying, letGo } from "../model/carry.ts";
import { useCommands } from "./use-commands.ts";

/** Taxa that dragged tiles can be let go on: the same command as by key, for the tiles that the drag began with. */
export function useDrop() {
  const { may, project } = useGrid();
  const commands = useCommands();
  const [over, setOver] = useState<number | null>(null);
  const props = (taxon: { readonly id: number; readonly displayName: string }) => ({
    "data-drop": over === taxon.id ? "over" : "",
    onDragOver: (event: DragEvent) => {
      if (!may.label || !isCarrying(event, project.id)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
      setOver(taxon.id);
    },
    onDragLeave: () => setOver((id) => (id === taxon.id ? null : id)),
    onDrop: (event: DragEvent) => {
      if (!isCarrying(event, project.id)) return;
      event.preventDefault();
      setOver(null);
      const ids = letGo(event, project.id);
      if (ids.length > 0) commands.assign(taxon, { kind: "ids", ids, left: 0 });
    },
  });
  return may.label ? props : () => ({});
}
