import { modelId } from "@nauplius/domain";
import { listModels, readModel } from "@nauplius/services";
import { getTranslations } from "next-intl/server";
import { ComparePage } from "@/features/learn/compare-page.tsx";
import { context } from "@/server/context.ts";
import { shown } from "@/server/shown.ts";
import { wire } from "@/server/wire.ts";

type Props = { searchParams: Promise<{ a?: string; b?: string }> };

export const generateMetadata = async () => ({ title: (await getTranslations("learn"))("compare.title") });

export default async function CompareModelsPage({ searchParams }: Props) {
  const ctx = await context();
  const { a, b } = await searchParams;
  const models = shown(await listModels.call(ctx, {}));
  const chosen = [a, b].flatMap((text) => {
    const id = modelId.safeParse(text);
    return id.success && models.some((model) => model.id === id.data) ? [id.data] : [];
  });
  const two = await Promise.all(chosen.map(async (id) => shown(await readModel.call(ctx, { modelId: id }))));
  return <ComparePage models={wire(models)} two={wire(two)} />;
}
