"use client";
import { Button, Modal, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useDisclosure } from "@mantine/hooks";
import { IconUserPlus } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";
import { FormFrame } from "@/components/form-frame.tsx";
import { SecretShown } from "../secret-shown.tsx";
import { useSend } from "../use-change.ts";

function InviteForm({ close }: { close: () => void }) {
  const t = useTranslations("people.invitePerson");
  const router = useRouter();
  const [link, setLink] = useState<string | null>(null);
  const form = useForm({ initialValues: { email: "" } });
  const { send, busy, problem } = useSend(
    (values: { email: string }) => api<{ url?: string }>("POST", "admin/invitations", values),
    form,
    (answer) => {
      router.refresh();
      if (answer.url === undefined) close();
      else setLink(answer.url);
    },
  );
  if (link !== null) return <SecretShown secret={link} about={t("pass", { email: form.values.email })} />;
  return (
    <FormFrame problem={problem} onSubmit={form.onSubmit((values) => send(values))} submit={t("submit")} busy={busy}>
      <TextInput
        label={t("email")}
        description={t("emailUse")}
        type="email"
        data-autofocus
        required
        withAsterisk={false}
        {...form.getInputProps("email")}
      />
    </FormFrame>
  );
}

export function InvitePerson() {
  const t = useTranslations("people.invitePerson");
  const [isOpen, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button size="xs" leftSection={<IconUserPlus size={14} />} onClick={open}>
        {t("open")}
      </Button>
      <Modal opened={isOpen} onClose={close} title={t("title")}>
        {isOpen && <InviteForm close={close} />}
      </Modal>
    </>
  );
}
