"use client";
import { Checkbox, Modal, MultiSelect, Select, TextInput } from "@mantine/core";
import type { SavedView } from "@nauplius/services";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";
import { FormFrame } from "@/components/form-frame.tsx";
import type { Given } from "./types.ts";

type Member = { readonly userId: string; readonly name: string; readonly role: string; readonly isOver: boolean };
type Props = {
  readonly projectId: number;
  /** What is changed; null: new work is given. */
  readonly given: Given | null;
  /** The view that the grid sent along; empty: none. */
  readonly address: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
};

/** Queries that need no saved view, by the name of their message. */
const always = { whole: "", proposals: "proposed=1", dubious: "state=dubious" } as const;

function useViews(projectId: number, address: string): { value: string; label: string }[] {
  const t = useTranslations("work.assign");
  const { data = [] } = useQuery({
    queryKey: ["views", projectId],
    queryFn: () => api<SavedView[]>("GET", `projects/${projectId}/views`),
  });
  return [
    ...(address === "" ? [] : [{ value: address, label: t("fromAddress") }]),
    ...(["whole", "proposals", "dubious"] as const).map((name) => ({ value: always[name], label: t(name) })),
    ...data.filter((v) => v.query !== "" && v.query !== address).map((v) => ({ value: v.query, label: `${v.name} · ${v.owner}` })),
  ].filter((view, at, all) => all.findIndex((other) => other.value === view.value) === at);
}

/** Gives work, or changes who does it and until when. */
export function AssignForm({ projectId, given, address, onDone, onClose }: Props) {
  const t = useTranslations("work.assign");
  const [name, setName] = useState(given?.name ?? "");
  const [query, setQuery] = useState(given?.query ?? address);
  const [persons, setPersons] = useState<string[]>(given?.persons.map(({ id }) => id) ?? []);
  const [dueOn, setDueOn] = useState(given?.dueOn ?? "");
  const [closed, setClosed] = useState(given !== null && given.closedAt !== null);
  const views = useViews(projectId, address);
  const { data: members = [] } = useQuery({
    queryKey: ["members", projectId],
    queryFn: () => api<Member[]>("GET", `projects/${projectId}/members`),
  });
  const people = [
    ...members.filter((m) => m.role !== "viewer" && !m.isOver).map((m) => ({ value: m.userId, label: m.name })),
    ...(given?.persons ?? []).filter((p) => !members.some((m) => m.userId === p.id)).map((p) => ({ value: p.id, label: p.name })),
  ];
  const send = useMutation({
    mutationFn: () => {
      const terms = { name, persons, dueOn: dueOn === "" ? null : dueOn };
      return given === null
        ? api("POST", `projects/${projectId}/assignments`, { ...terms, query })
        : api("PUT", `assignments/${given.id}`, { ...terms, closed });
    },
    onSuccess: onDone,
  });
  return (
    <Modal opened onClose={onClose} title={t(given === null ? "open" : "edit")}>
      <FormFrame
        problem={send.error?.message ?? null}
        onSubmit={() => send.mutate()}
        submit={t(given === null ? "give" : "save")}
        busy={send.isPending}
        disabled={name.trim() === "" || persons.length === 0}
        onCancel={onClose}
      >
        <TextInput
          label={t("name")}
          data-autofocus
          required
          withAsterisk={false}
          maxLength={200}
          value={name}
          onChange={(e) => setName(e.currentTarget.value)}
        />
        {given === null && (
          <Select
            label={t("view")}
            description={t("viewHint")}
            // An empty address is a view too, and no empty choice.
            data={views.map((view) => ({ ...view, value: `?${view.value}` }))}
            value={`?${query}`}
            allowDeselect={false}
            onChange={(value) => setQuery((value ?? "?").slice(1))}
          />
        )}
        <MultiSelect label={t("persons")} data={people} value={persons} onChange={setPersons} searchable />
        <TextInput type="date" label={t("due")} value={dueOn} onChange={(e) => setDueOn(e.currentTarget.value)} />
        {given !== null && <Checkbox label={t("close")} checked={closed} onChange={(e) => setClosed(e.currentTarget.checked)} />}
      </FormFrame>
    </Modal>
  );
}
