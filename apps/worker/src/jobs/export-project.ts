import { burnScaleBar, writeZip } from "@nauplius/pipelines";
import { type ExportPorts, type RunHandle, type RunOutcome, runExport } from "@nauplius/services";
import { version } from "../../package.json" with { type: "json" };
import type { Dependencies } from "./dependencies.ts";

const ports: ExportPorts = {
  zip: writeZip,
  burn: async (bytes, pixelSizeUm) => {
    const burned = await burnScaleBar(bytes, { pixelSizeUm, format: "png" });
    // A vignette was decoded when it came in: what cannot be decoded now is damaged storage.
    if (!burned.ok) throw new Error(`a stored vignette cannot be decoded: ${burned.error.message}`);
    return burned.value.bytes;
  },
};

export const exportProject = (d: Pick<Dependencies, "db" | "storage" | "clock">, handle: RunHandle): Promise<RunOutcome> =>
  runExport({ ...d, ports, version }, handle);
