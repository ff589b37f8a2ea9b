import { Anchor, Group } from "@mantine/core";
import { z } from "zod";
import type { ShownRun } from "@/components/run/use-runs.ts";

const result = z.object({ files: z.array(z.object({ name: z.string() })) });

/** The pages of a finished plate, to be fetched. */
export function PlateFiles({ run }: { readonly run: Pick<ShownRun, "id" | "result"> }) {
  const made = result.safeParse(run.result);
  if (!made.success) return null;
  return (
    <Group gap="sm" component="section">
      {made.data.files.map(({ name }) => (
        <Anchor key={name} size="sm" href={`/api/plates/${run.id}/${encodeURIComponent(name)}`} download>
          {name}
        </Anchor>
      ))}
    </Group>
  );
}
