import type { ExportFormat } from "@nauplius/domain";

/** What lies beside every export: enough to cite it, to make it again, and to know what it leaves out. */
export type ExportManifest = {
  readonly format: ExportFormat;
  readonly project: { readonly id: number; readonly title: string; readonly url: string };
  /** UTC, ISO 8601. Not part of what must be equal between two exports at the same ledger position. */
  readonly exportedAt: string;
  readonly exportedBy: string;
  readonly filter: unknown;
  /** Last annotation event that the export knows. */
  readonly ledgerPosition: number;
  readonly options: Readonly<Record<string, unknown>>;
  readonly versions: Readonly<Record<string, string>>;
  readonly counts: { readonly objects: number; readonly images: number; readonly rows: number };
  /** The first holds `columns`; another one says its own. */
  readonly files: readonly {
    readonly name: string;
    readonly bytes: number;
    readonly sha256: string;
    readonly rows?: number;
    readonly columns?: ExportManifest["columns"];
  }[];
  readonly columns: readonly { readonly name: string; readonly unit: string | null; readonly type: string }[];
  readonly warnings: readonly string[];
  /** Samples of which no manager has signed off all acquisitions: their figures are not vouched for. */
  readonly unsignedSamples: readonly string[];
  readonly licence: string;
  readonly citation: string;
};

export const manifestName = "manifest.json";

/** Keys in one order at every depth, so that equal manifests are equal bytes. */
export const writeManifest = (manifest: ExportManifest): string => `${JSON.stringify(sorted(manifest), null, 2)}\n`;

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
