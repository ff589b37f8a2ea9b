"use client";
import { Button, Menu, NumberInput, Select, Stack, Text, TextInput } from "@mantine/core";
import { modals } from "@mantine/modals";
import { notifications } from "@mantine/notifications";
import { IconArrowMerge, IconChevronDown, IconCopy, IconCopyCheck, IconHistory, IconTable, IconTrash } from "@tabler/icons-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";
import { Confirm } from "../confirm.tsx";
import { newBatch, sentence } from "../use-correction.tsx";
import { usePlaces } from "./use-places.ts";

type Props = { readonly projectId: number; readonly title: string };
type Dialog = { readonly opened: boolean; readonly onClose: () => void };
type Open = "clone" | "subset" | "merge" | null;

/** What a manager does with a project as a whole. */
export function ManageMenu({ projectId, title }: Props) {
  const t = useTranslations("correct.manage");
  const router = useRouter();
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const remove = async () => {
    try {
      await api("POST", `projects/${projectId}/delete`, { batchId: newBatch() });
      notifications.show({ color: "green", message: t("trashed", { title }) });
      router.push("/trash");
    } catch (error) {
      notifications.show({ color: "red", message: sentence(error) });
    }
  };
  const ask = () =>
    modals.openConfirmModal({
      title: t("trashTitle"),
      children: <Text size="sm">{t("trashText", { title })}</Text>,
      labels: { confirm: t("trashNow"), cancel: t("cancel") },
      confirmProps: { color: "red" },
      onConfirm: () => void remove(),
    });
  const root = `/projects/${projectId}`;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={14} />}>
            {t("open")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component={Link} href={`${root}/table`} leftSection={<IconTable size={15} />}>
            {t("table")}
          </Menu.Item>
          <Menu.Item component={Link} href={`${root}/history`} leftSection={<IconHistory size={15} />}>
            {t("history")}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<IconCopy size={15} />} onClick={() => setOpen("clone")}>
            {t("clone")}
          </Menu.Item>
          <Menu.Item leftSection={<IconCopyCheck size={15} />} onClick={() => setOpen("subset")}>
            {t("subset")}
          </Menu.Item>
          <Menu.Item leftSection={<IconArrowMerge size={15} />} onClick={() => setOpen("merge")}>
            {t("merge")}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item component={Link} href={`${root}/trash`} leftSection={<IconTrash size={15} />}>
            {t("trashBin")}
          </Menu.Item>
          <Menu.Item leftSection={<IconTrash size={15} />} color="red" onClick={ask}>
            {t("trash")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Copy projectId={projectId} title={title} whole opened={open === "clone"} onClose={close} />
      <Copy projectId={projectId} title={title} whole={false} opened={open === "subset"} onClose={close} />
      <Merge projectId={projectId} title={title} opened={open === "merge"} onClose={close} />
    </>
  );
}

function Copy({ projectId, title, whole, opened, onClose }: Props & Dialog & { readonly whole: boolean }) {
  const t = useTranslations("correct.manage");
  const router = useRouter();
  const [name, setName] = useState(t(whole ? "cloneOf" : "subsetOf", { title }));
  const [per, setPer] = useState("taxon");
  const [unit, setUnit] = useState("objects");
  const [amount, setAmount] = useState<string | number>(100);
  const share = { per, [unit]: Number(amount) };
  const correction =
    name.trim() === "" || (!whole && !(Number(amount) > 0))
      ? null
      : { do: "copy" as const, title: name, filter: {}, ...(whole ? {} : { take: share }) };
  const go = (project: number | undefined) => {
    if (project !== undefined) router.push(`/projects/${project}`);
  };
  return (
    <Confirm
      projectId={projectId}
      title={t(whole ? "clone" : "subset")}
      correction={correction}
      action={t(whole ? "copyNow" : "subsetNow")}
      opened={opened}
      onClose={onClose}
      onDone={go}
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t(whole ? "cloneHint" : "subsetHint")}
        </Text>
        <TextInput label={t("newTitle")} value={name} onChange={(e) => setName(e.currentTarget.value)} />
        {!whole && (
          <>
            <NumberInput
              label={t("amount")}
              value={amount}
              onChange={setAmount}
              min={unit === "objects" ? 1 : 0.01}
              max={unit === "percent" ? 100 : undefined}
              allowDecimal={unit === "percent"}
            />
            <Select
              label={t("unit")}
              value={unit}
              onChange={(v) => setUnit(v ?? "objects")}
              data={[
                { value: "objects", label: t("objects") },
                { value: "percent", label: t("percent") },
              ]}
              allowDeselect={false}
            />
            <Select
              label={t("per")}
              value={per}
              onChange={(v) => setPer(v ?? "taxon")}
              data={[
                { value: "taxon", label: t("perTaxon") },
                { value: "sample", label: t("perSample") },
                { value: "project", label: t("perProject") },
              ]}
              allowDeselect={false}
            />
          </>
        )}
      </Stack>
    </Confirm>
  );
}

function Merge({ projectId, opened, onClose }: Props & Dialog) {
  const t = useTranslations("correct.manage");
  const router = useRouter();
  const [to, setTo] = useState<string | null>(null);
  const places = usePlaces(projectId, "project", opened);
  const data = (places.data ?? []).map((p) => ({ value: String(p.id), label: p.name }));
  const correction = to === null ? null : { do: "mergeInto" as const, to: Number(to) };
  return (
    <Confirm
      projectId={projectId}
      title={t("merge")}
      correction={correction}
      action={t("mergeNow")}
      danger
      opened={opened}
      onClose={onClose}
      onDone={() => router.push(`/projects/${to}`)}
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t("mergeHint")}
        </Text>
        <Select label={t("into")} data={data} value={to} onChange={setTo} searchable limit={200} nothingFoundMessage={t("noOther")} />
      </Stack>
    </Confirm>
  );
}
