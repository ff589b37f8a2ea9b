import { modelId } from "@nauplius/domain";
import { readModel } from "@nauplius/services";
import { notFound } from "next/navigation";
import { z } from "zod";
import { ModelPage } from "@/features/learn/model-page.tsx";
import { context } from "@/server/context.ts";
import { shown } from "@/server/shown.ts";
import { wire } from "@/server/wire.ts";

type Props = { params: Promise<{ modelId: string }>; searchParams: Promise<{ truth?: string; predicted?: string }> };

const cellOf = z.object({ truth: z.coerce.number().int().nonnegative(), predicted: z.coerce.number().int().nonnegative() });

export default async function OneModelPage({ params, searchParams }: Props) {
  const id = modelId.safeParse((await params).modelId);
  if (!id.success) notFound();
  const model = shown(await readModel.call(await context(), { modelId: id.data }));
  const cell = cellOf.safeParse(await searchParams);
  return <ModelPage model={wire(model)} cell={cell.success ? cell.data : null} />;
}
