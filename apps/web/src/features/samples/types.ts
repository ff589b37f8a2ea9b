import type { FieldDefinition, Role } from "@nauplius/domain";
import type { AcquisitionRow, SampleRow, TaxonCount, TaxonName } from "@nauplius/services";

type OnWire<T> = { readonly [K in keyof T]: T[K] extends Date | null ? string | null : T[K] };
type Around = {
  readonly project: { readonly id: number; readonly title: string };
  readonly fields: readonly FieldDefinition[];
  readonly counts: readonly TaxonCount[];
  readonly taxa: readonly TaxonName[];
  readonly role: Role | null;
};

export type SampleData = OnWire<SampleRow> & Around & { readonly acquisitions: readonly AcquisitionRow[] };
export type AcquisitionData = AcquisitionRow & Around & { readonly place: OnWire<SampleRow> | null };
/** A sample as a point among the others. */
export type Neighbour = { readonly id: number; readonly name: string; readonly latitude: number; readonly longitude: number };
