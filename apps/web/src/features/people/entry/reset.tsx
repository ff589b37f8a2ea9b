"use client";
import { Button, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";
import { NewPassword } from "../new-password.tsx";
import { useSend } from "../use-change.ts";
import { EntryCard } from "./entry-card.tsx";
import { signIn } from "./sessions.ts";

/** Chooses the new password; it signs in at once, everywhere else its owner is signed out. */
export function ResetPassword({ token, email }: { token: string; email: string }) {
  const t = useTranslations("people.reset");
  const form = useForm({ initialValues: { password: "" } });
  const change = async ({ password }: { password: string }) => {
    await api("POST", "links/reset", { token, password });
    return signIn(email, password, "/");
  };
  const { send, busy, problem } = useSend(change, form, (outcome) =>
    window.location.assign(typeof outcome === "string" ? outcome : "/sign-in"),
  );
  return (
    <EntryCard title={t("title")} intro={t("for", { email })} problem={problem}>
      <form method="post" onSubmit={form.onSubmit((values) => send(values))}>
        <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
        <NewPassword whose={{ email }} autoFocus {...form.getInputProps("password")} />
        <Button type="submit" fullWidth mt="lg" loading={busy}>
          {t("submit")}
        </Button>
      </form>
    </EntryCard>
  );
}

/** Asks for a link by mail, to a new password or (register) to an account of one's own. */
export function AskByMail({ what }: { what: "forgot" | "register" }) {
  const t = useTranslations(`people.${what}`);
  const form = useForm({ initialValues: { email: "" } });
  const [sentTo, setSentTo] = useState<string | null>(null);
  const ask = ({ email }: { email: string }) =>
    api<{ path?: string }>("POST", what === "forgot" ? "reset-requests" : "registrations", { email });
  const { send, busy, problem } = useSend(ask, form, (answer) => {
    if (answer.path !== undefined) window.location.assign(answer.path);
    else setSentTo(form.values.email);
  });
  if (sentTo !== null) return <EntryCard title={t("sentTitle")} intro={t("sent", { email: sentTo })} />;
  return (
    <EntryCard title={t("title")} intro={t("intro")} problem={problem}>
      <form method="post" onSubmit={form.onSubmit((values) => send(values))}>
        <TextInput
          label={t("email")}
          type="email"
          autoComplete="username"
          autoFocus
          required
          withAsterisk={false}
          {...form.getInputProps("email")}
        />
        <Button type="submit" fullWidth mt="lg" loading={busy}>
          {t("submit")}
        </Button>
      </form>
    </EntryCard>
  );
}
