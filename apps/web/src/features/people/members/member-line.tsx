"use client";
import { ActionIcon, Badge, Menu, Modal, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useDisclosure } from "@mantine/hooks";
import { modals } from "@mantine/modals";
import { IconDots } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { api } from "@/components/api.ts";
import { FormFrame } from "@/components/form-frame.tsx";
import classes from "../people.module.css";
import { useChange, useSend } from "../use-change.ts";
import type { Member, SampleChoice } from "./members-page.tsx";
import { type Terms, TermsFields, termsBody } from "./terms.tsx";

type Props = { projectId: number; member: Member; samples: readonly SampleChoice[] | null };

function EditForm({ projectId, member, samples, close }: Props & { close: () => void }) {
  const t = useTranslations("people.members");
  const router = useRouter();
  const until = member.expiresAt?.toISOString().slice(0, 10) ?? "";
  const form = useForm<Terms>({ initialValues: { role: member.role, samples: member.sampleIds.map(String), until } });
  const { send, busy, problem } = useSend(
    (values: Terms) => api("PUT", `projects/${projectId}/members/${member.userId}`, termsBody(values)),
    form,
    () => {
      router.refresh();
      close();
    },
  );
  return (
    <FormFrame problem={problem} onSubmit={form.onSubmit((values) => send(values))} submit={t("save")} busy={busy} onCancel={close}>
      <TermsFields form={form} samples={samples ?? []} />
    </FormFrame>
  );
}

/** One member; with `samples`, one that the reader may change. */
export function MemberLine({ projectId, member, samples }: Props) {
  const t = useTranslations("people.members");
  const roles = useTranslations("people.roles");
  const format = useFormatter();
  const [isOpen, { open, close }] = useDisclosure(false);
  const remove = useChange(() => api("DELETE", `projects/${projectId}/members/${member.userId}`), {
    done: t("removed", { name: member.name }),
  });
  const ask = () =>
    modals.openConfirmModal({
      title: t("removeTitle", { name: member.name }),
      children: <Text size="sm">{t("removeAbout")}</Text>,
      labels: { confirm: t("remove"), cancel: t("cancel") },
      confirmProps: { color: "red" },
      onConfirm: () => remove.mutate(undefined),
    });
  const end =
    member.expiresAt === null
      ? ""
      : t(member.isOver ? "ended" : "ends", { date: format.dateTime(member.expiresAt, { dateStyle: "medium" }) });
  return (
    <div className={`${classes.row} ${classes.member}`} data-member={member.userId}>
      <div className={member.isOver || member.blocked ? classes.faint : undefined}>
        <Text size="sm" fw={500} className={classes.name}>
          {member.name}
        </Text>
        <Text size="xs" c="dimmed" className={classes.name}>
          {member.email}
          {member.organisation === "" ? "" : ` · ${member.organisation}`}
        </Text>
      </div>
      <Badge variant="light" color={member.role === "manager" ? undefined : "gray"}>
        {roles(member.role)}
      </Badge>
      <Text size="xs" c="dimmed">
        {member.isLimited ? (samples === null ? t("someSamples") : t("samples", { count: member.sampleIds.length })) : ""}
      </Text>
      <Text size="xs" c={member.isOver ? "orange" : "dimmed"}>
        {member.blocked ? t("blocked") : end}
      </Text>
      <div className={classes.tail}>
        {samples !== null && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" aria-label={t("actions", { name: member.name })}>
                <IconDots size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={open}>{t("change")}</Menu.Item>
              <Menu.Item color="red" onClick={ask}>
                {t("remove")}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      <Modal opened={isOpen} onClose={close} title={member.name}>
        {isOpen && <EditForm projectId={projectId} member={member} samples={samples} close={close} />}
      </Modal>
    </div>
  );
}
