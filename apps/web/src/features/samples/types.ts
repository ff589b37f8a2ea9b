import type { FieldDefinition, Role } from "@nauplius/domain";
import type { AcquisitionRow, SampleRow, TaxonCount, TaxonName } from "@nauplius/services";
import type { Wire } from "@/server/wire.ts";

type Around = {
  readonly project: { readonly id: number; readonly title: string };
  readonly fields: readonly FieldDefinition[];
  readonly counts: readonly TaxonCount[];
  readonly taxa: readonly TaxonName[];
  readonly role: Role | null;
};

export type SampleData = Wire<SampleRow> & Around & { readonly acquisitions: readonly AcquisitionRow[] };
export type AcquisitionData = AcquisitionRow & Around & { readonly place: Wire<SampleRow> | null };
/** A sample as a point among the others. */
export type Neighbour = { readonly id: number; readonly name: string; readonly latitude: number; readonly longitude: number };
