"use client";
import { Autocomplete, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useDebouncedValue, useDisclosure } from "@mantine/hooks";
import { email as emailSchema } from "@nauplius/domain";
import { IconUserPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";
import { FormFrame } from "@/components/form-frame.tsx";
import { SecretShown } from "../secret-shown.tsx";
import { useSend } from "../use-change.ts";
import type { SampleChoice } from "./members-page.tsx";
import { freshTerms, type Terms, TermsFields, termsBody } from "./terms.tsx";

type Found = { id: string; name: string; email: string; organisation: string };
type Props = { projectId: number; samples: readonly SampleChoice[]; known: readonly string[] };
type Added = { sent?: boolean; url?: string };

/** One field for both: a name finds who has an account, an e-mail without one is invited. */
function AddForm({ projectId, samples, known, close }: Props & { close: () => void }) {
  const t = useTranslations("people.addMember");
  const router = useRouter();
  const [link, setLink] = useState<string | null>(null);
  const form = useForm<Terms & { who: string }>({ initialValues: { who: "", ...freshTerms } });
  const [picked, setPicked] = useState<Found>();
  const [typed] = useDebouncedValue(form.values.who.trim(), 200);
  const label = (p: Found) => `${p.name} · ${p.email}`;
  const { data: found = [] } = useQuery({
    queryKey: ["people", typed],
    queryFn: ({ signal }) => api<Found[]>("GET", `people/search?q=${encodeURIComponent(typed)}`, undefined, signal),
    enabled: typed.length >= 2,
  });
  // What stands in the field after a choice is nothing that the search would find again.
  const stillPicked = picked !== undefined && label(picked) === form.values.who ? picked : undefined;
  const person = stillPicked ?? found.find((p) => p.name === form.values.who);
  const address = emailSchema.safeParse(form.values.who);
  const byAddress = address.success && found.length === 1 && found[0] !== undefined ? found[0] : undefined;
  const chosen = person ?? byAddress;

  const add = async (values: Terms): Promise<Added> => {
    if (chosen !== undefined) return api("PUT", `projects/${projectId}/members/${chosen.id}`, termsBody(values));
    return api("POST", `projects/${projectId}/invitations`, { email: form.values.who, ...termsBody(values) });
  };
  const { send, busy, problem } = useSend(add, form, (answer) => {
    router.refresh();
    if (answer.url === undefined) close();
    else setLink(answer.url);
  });
  if (link !== null)
    return (
      <Stack>
        <SecretShown secret={link} about={t("pass", { email: form.values.who })} />
        <Group justify="end">
          <Button onClick={close}>{t("close")}</Button>
        </Group>
      </Stack>
    );
  return (
    <FormFrame
      problem={problem}
      onSubmit={form.onSubmit((values) => send(values))}
      submit={chosen === undefined && address.success ? t("invite") : t("add")}
      busy={busy}
      disabled={chosen === undefined && !address.success}
      onCancel={close}
    >
      <Autocomplete
        label={t("who")}
        description={t("whoUse")}
        data={found.filter((p) => !known.includes(p.id)).map(label)}
        filter={({ options }) => options}
        data-autofocus
        required
        withAsterisk={false}
        onOptionSubmit={(option) => setPicked(found.find((p) => label(p) === option))}
        {...form.getInputProps("who")}
        error={form.errors.email ?? form.errors.who}
      />
      {chosen === undefined && address.success && (
        <Text size="sm" c="dimmed">
          {t("invites", { email: address.data })}
        </Text>
      )}
      <TermsFields form={form} samples={samples} />
    </FormFrame>
  );
}

export function AddMember(props: Props) {
  const t = useTranslations("people.addMember");
  const [isOpen, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button size="xs" leftSection={<IconUserPlus size={14} />} onClick={open}>
        {t("open")}
      </Button>
      <Modal opened={isOpen} onClose={close} title={t("title")}>
        {isOpen && <AddForm {...props} close={close} />}
      </Modal>
    </>
  );
}
