import { Anchor } from "@mantine/core";
import { useUnsigned } from "@/components/unsigned.tsx";
import { withSigned } from "@/features/statistics/model/common.ts";
import { saveTable } from "@/features/statistics/save-table.ts";
import type { SpaceResult } from "./types.ts";

const name = "signed_off.csv";

/** Beside the tables of a space, which were frozen with it: which of its samples a manager has signed off by now. */
export function SignedTable({ samples }: Pick<SpaceResult, "samples">) {
  const { names } = useUnsigned();
  const write = () => saveTable(name, withSigned({ head: ["sample"], rows: samples.map((sample) => [sample.name]) }, names));
  return (
    <Anchor component="button" onClick={write}>
      {name}
    </Anchor>
  );
}
