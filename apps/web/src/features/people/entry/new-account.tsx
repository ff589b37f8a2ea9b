"use client";
import { Button, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslations } from "next-intl";
import { api } from "@/components/api.ts";
import { NewPassword } from "../new-password.tsx";
import { useSend } from "../use-change.ts";
import { EntryCard } from "./entry-card.tsx";
import { signIn } from "./sessions.ts";

type Values = { email: string; name: string; organisation: string; password: string };
type Props = { token: string; title: string; intro: string; submit: string; email: string | null };

/** Name and password for a new account: the first admin's (who chooses the e-mail too), or an invited person's, who then goes to the project. */
export function NewAccount({ token, title, intro, submit, email }: Props) {
  const t = useTranslations("people.newAccount");
  const form = useForm<Values>({ initialValues: { email: email ?? "", name: "", organisation: "", password: "" } });
  const make = async (values: Values) => {
    const { email: address, ...account } = values;
    if (email === null) {
      await api("POST", "links/welcome", { token, email: address, ...account });
      return signIn(address, values.password, "/");
    }
    const { projectId } = await api<{ projectId: number | null }>("POST", "links/accept", { token, account });
    return signIn(address, values.password, projectId === null ? "/" : `/projects/${projectId}`);
  };
  const { send, busy, problem } = useSend(make, form, (outcome) =>
    window.location.assign(typeof outcome === "string" ? outcome : "/sign-in"),
  );
  return (
    <EntryCard title={title} intro={intro} problem={problem}>
      <form method="post" onSubmit={form.onSubmit((values) => send(values))}>
        <TextInput
          label={t("email")}
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          readOnly={email !== null}
          variant={email === null ? "default" : "filled"}
          autoFocus={email === null}
          {...form.getInputProps("email")}
        />
        <TextInput
          label={t("name")}
          description={t("nameUse")}
          autoComplete="name"
          mt="sm"
          required
          withAsterisk={false}
          autoFocus={email !== null}
          {...form.getInputProps("name")}
        />
        <TextInput label={t("organisation")} autoComplete="organization" mt="sm" {...form.getInputProps("organisation")} />
        <NewPassword mt="sm" whose={form.values} {...form.getInputProps("password")} />
        <Button type="submit" fullWidth mt="lg" loading={busy}>
          {submit}
        </Button>
      </form>
    </EntryCard>
  );
}
