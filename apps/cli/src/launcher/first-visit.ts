import { type Context, declineDemo, firstAdminLink, wantsDemo } from "@nauplius/services";
import { withInstance } from "../instance.ts";

export type FirstVisit = { signIn: string | null; demo: boolean };

/** What a new instance still needs: its first administrator's link, and whether to make the demo. */
export function firstVisit(at: { data: string; baseUrl: string; isDemoWelcome: boolean; signal: AbortSignal }): Promise<FirstVisit> {
  const { data, baseUrl, isDemoWelcome, signal } = at;
  return withInstance({ data, worker: false, signal }, async ({ ctx }) => ({
    signIn: await firstAdminLink(ctx, { baseUrl }),
    demo: await isDemoDue(ctx, isDemoWelcome),
  }));
}

async function isDemoDue(ctx: Context, isWelcome: boolean): Promise<boolean> {
  if (isWelcome) return wantsDemo(ctx);
  await declineDemo(ctx);
  return false;
}
