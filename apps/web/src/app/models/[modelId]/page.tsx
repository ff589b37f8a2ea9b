import { modelId } from "@nauplius/domain";
import { readModel } from "@nauplius/services";
import { notFound } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { ModelPage } from "@/features/learn/model-page.tsx";
import { context } from "@/server/context.ts";
import { shown } from "@/server/shown.ts";
import { wire } from "@/server/wire.ts";

type Props = { params: Promise<{ modelId: string }>; searchParams: Promise<{ truth?: string; predicted?: string }> };

const cellOf = z.object({ truth: z.coerce.number().int().nonnegative(), predicted: z.coerce.number().int().nonnegative() });

const modelOf = cache(async (text: string) => {
  const id = modelId.safeParse(text);
  if (!id.success) notFound();
  return shown(await readModel.call(await context(), { modelId: id.data }));
});

export const generateMetadata = async ({ params }: Props) => {
  const model = await modelOf((await params).modelId);
  return { title: `${model.name} ${model.version}` };
};

export default async function OneModelPage({ params, searchParams }: Props) {
  const model = await modelOf((await params).modelId);
  const cell = cellOf.safeParse(await searchParams);
  return <ModelPage model={wire(model)} cell={cell.success ? cell.data : null} />;
}
