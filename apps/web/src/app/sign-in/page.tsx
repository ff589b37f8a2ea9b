import { redirect } from "next/navigation";
import { SignIn } from "@/features/people/entry/sign-in.tsx";
import { safeNext } from "@/features/people/next.ts";
import { context } from "@/server/context.ts";
import { waysIn } from "@/server/ways-in.ts";

export const metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { next, error } = await searchParams;
  if ((await context()).actor.kind === "user") redirect(safeNext(next));
  return <SignIn next={safeNext(next)} ways={waysIn()} failed={typeof error === "string" ? error : null} />;
}
