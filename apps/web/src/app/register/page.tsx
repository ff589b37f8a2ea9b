import { notFound } from "next/navigation";
import { AskByMail } from "@/features/people/entry/reset.tsx";
import { waysIn } from "@/server/ways-in.ts";

export const metadata = { title: "New account" };

export default function RegisterPage() {
  if (!waysIn().registration) notFound();
  return <AskByMail what="register" />;
}
