import "server-only";
import type { Outcome } from "@nauplius/services";
import { notFound, redirect } from "next/navigation";
import { here } from "./here.ts";

/** The value of a verb for a page: what is not open to the person is "not found", who is not signed in is asked to. */
export function shown<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  if (outcome.error.code === "unauthenticated") redirect(`/sign-in?next=${encodeURIComponent(here().path)}`);
  if (outcome.error.code === "notFound" || outcome.error.code === "forbidden" || outcome.error.code === "invalid") notFound();
  throw new Error(outcome.error.message);
}
