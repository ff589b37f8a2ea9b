import { deriveZooscan } from "@nauplius/imaging";

/** The thirteen columns that ZooProcess computes when it writes an EcoTaxa table of a scan, from the measured ones by bare name. What has no
 *  value is NaN. */
export function zooscanDerived(measured: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const all: Record<string, number> = { ...measured };
  deriveZooscan(all);
  return Object.fromEntries(Object.entries(all).filter(([name]) => !Object.hasOwn(measured, name)));
}
