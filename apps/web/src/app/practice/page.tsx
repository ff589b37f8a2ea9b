import { readKeyPractice } from "@nauplius/services";
import { getTranslations } from "next-intl/server";
import { KeyPracticePage } from "@/features/keys/key-practice.tsx";
import { safeNext } from "@/features/people/next.ts";
import { context } from "@/server/context.ts";
import { shown } from "@/server/shown.ts";

export const generateMetadata = async () => ({ title: (await getTranslations("keys"))("title") });

export default async function Page({ searchParams }: { searchParams: Promise<{ back?: string | string[] }> }) {
  const { back } = await searchParams;
  return <KeyPracticePage earlier={shown(await readKeyPractice.call(await context(), {}))} back={safeNext(back)} />;
}
