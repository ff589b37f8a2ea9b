"use client";
import { SegmentedControl } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { DropZone } from "./drop-zone.tsx";
import { ServerFolder } from "./server-folder.tsx";
import type { Source } from "./source.ts";
import { type ShownUpload, Uploads } from "./uploads.tsx";
import { useUpload } from "./use-upload.ts";

type Props = {
  readonly projectId: number;
  readonly uploads: readonly ShownUpload[];
  readonly hasServerFolder: boolean;
  readonly source: Source | null;
  readonly onSource: (source: Source | null) => void;
};

/** What is to come in: an upload (new, or one that came before), or what lies in the server's import folder. */
export function SourceField({ projectId, uploads, hasServerFolder, source, onSource }: Props) {
  const t = useTranslations("import.source");
  const [from, setFrom] = useState<"upload" | "server">("upload");
  const upload = useUpload(({ id, name }) => onSource({ from: "upload", upload: id, name }));
  return (
    <>
      {hasServerFolder && (
        <SegmentedControl
          size="sm"
          w="fit-content"
          value={from}
          onChange={(value) => setFrom(value === "server" ? "server" : "upload")}
          data={(["upload", "server"] as const).map((value) => ({ value, label: t(value) }))}
        />
      )}
      {from === "upload" ? (
        <>
          <DropZone upload={upload} />
          <Uploads initial={uploads} chosen={source} onChoose={onSource} />
        </>
      ) : (
        <ServerFolder projectId={projectId} chosen={source} onChoose={onSource} />
      )}
    </>
  );
}
