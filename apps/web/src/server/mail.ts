import "server-only";
import type { Mail } from "@nauplius/services";
import { createTransport } from "nodemailer";
import { env } from "./env.ts";

/** Mail through SMTP_URL; null where none is set. */
export function openMail(): Mail | null {
  const { SMTP_URL, SMTP_FROM, BASE_URL } = env();
  if (SMTP_URL === undefined) return null;
  const url = new URL(SMTP_URL);
  for (const limit of ["connectionTimeout", "greetingTimeout", "socketTimeout"]) url.searchParams.set(limit, "10000");
  const transport = createTransport(url.href);
  const from = SMTP_FROM ?? `Nauplius <nauplius@${new URL(BASE_URL).hostname}>`;
  return {
    send: async ({ to, subject, text }) => {
      await transport.sendMail({ from, to, subject, text, disableFileAccess: true, disableUrlAccess: true });
    },
  };
}
