import { grantFor, listModels, listProjects } from "@nauplius/services";
import { getTranslations } from "next-intl/server";
import { PageFrame } from "@/components/page-frame.tsx";
import { TrainingForm } from "@/features/learn/training-form.tsx";
import { context } from "@/server/context.ts";
import { shown } from "@/server/shown.ts";
import { wire } from "@/server/wire.ts";

export const generateMetadata = async () => ({ title: (await getTranslations("learn.training"))("title") });

export default async function TrainPage() {
  const ctx = await context();
  shown(await grantFor(ctx, "model.manage", undefined));
  const [projects, models, t] = await Promise.all([
    listProjects.call(ctx, {}),
    listModels.call(ctx, {}),
    getTranslations("learn.training"),
  ]);
  const choices = shown(projects).map(({ id, title, counts }) => ({ id, title, validated: Number(counts.validated) }));
  return (
    <PageFrame title={t("title")} about={t("about")}>
      <TrainingForm projects={choices} models={wire(shown(models))} />
    </PageFrame>
  );
}
