"use client";
import { Anchor, Button, Divider, PasswordInput, TextInput } from "@mantine/core";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { EntryCard } from "./entry-card.tsx";
import { beginService, signIn } from "./sessions.ts";

type Ways = { readonly service: string | null; readonly registration: boolean; readonly mail: boolean };

/** `failed`: why the sign-in service sent the person back. */
export function SignIn({ next, ways, failed }: { next: string; ways: Ways; failed: string | null }) {
  const t = useTranslations("people.signIn");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(
    failed === null ? null : t(failed === "not_invited" ? "notInvited" : "serviceFailed"),
  );

  const attempt = async (work: () => Promise<string | number>) => {
    setBusy(true);
    setProblem(null);
    const outcome = await work().catch(() => 0);
    if (typeof outcome === "string") return window.location.assign(outcome);
    setBusy(false);
    setProblem(t(outcome === 429 ? "tooMany" : outcome === 0 || outcome >= 500 ? "unreachable" : outcome === 403 ? "foreign" : "failed"));
  };

  // Read from the fields: a browser may have filled them before the page listened.
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    void attempt(() => signIn(String(fields.get("email")), String(fields.get("password")), next));
  };

  return (
    <EntryCard
      title={t("title")}
      problem={problem}
      foot={
        ways.registration ? (
          <>
            {t("noAccount")}{" "}
            <Anchor component={Link} href="/register" size="sm">
              {t("register")}
            </Anchor>
          </>
        ) : (
          t("byInvitation")
        )
      }
    >
      <form method="post" onSubmit={submit}>
        <TextInput label={t("email")} name="email" type="email" autoComplete="username" autoFocus required withAsterisk={false} />
        <PasswordInput label={t("password")} name="password" autoComplete="current-password" mt="sm" required withAsterisk={false} />
        <Button type="submit" fullWidth mt="lg" loading={busy}>
          {t("submit")}
        </Button>
      </form>
      {ways.service !== null && (
        <>
          <Divider label={t("or")} />
          <Button variant="default" fullWidth disabled={busy} onClick={() => attempt(() => beginService(next))}>
            {t("service", { name: ways.service })}
          </Button>
        </>
      )}
      <Anchor component={Link} href="/reset" size="sm" ta="center" c="dimmed">
        {t("forgot")}
      </Anchor>
    </EntryCard>
  );
}
