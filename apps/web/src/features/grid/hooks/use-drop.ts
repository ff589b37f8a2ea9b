"use client";
import { type DragEvent, useState } from "react";
import { useGrid } from "../context.tsx";
import { isCarrying } from "../model/carry.ts";
import { useCommands } from "./use-commands.ts";

/** Taxa that dragged tiles can be let go on: the same command as by key, for the same tiles. */
export function useDrop() {
  const { may } = useGrid();
  const commands = useCommands();
  const [over, setOver] = useState<number | null>(null);
  const props = (taxon: { readonly id: number; readonly displayName: string }) => ({
    "data-drop": over === taxon.id ? "over" : "",
    onDragOver: (event: DragEvent) => {
      if (!may.label || !isCarrying(event)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
      setOver(taxon.id);
    },
    onDragLeave: () => setOver((id) => (id === taxon.id ? null : id)),
    onDrop: (event: DragEvent) => {
      if (!isCarrying(event)) return;
      event.preventDefault();
      setOver(null);
      commands.assign(taxon, commands.target());
    },
  });
  return may.label ? props : () => ({});
}
