"use client";
import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";

/** Takes a space away, after a second word. */
export function RemoveSpace({ spaceId, projectId }: { readonly spaceId: number; readonly projectId: number }) {
  const t = useTranslations("spaces");
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const remove = async () => {
    try {
      await api("DELETE", `spaces/${spaceId}`);
      router.push(`/projects/${projectId}/spaces`);
    } catch (error) {
      notifications.show({ color: "red", message: error instanceof Error ? error.message : String(error) });
    }
  };
  return (
    <Group mt="lg" gap="sm">
      {asking && <Text size="sm">{t("removeSure")}</Text>}
      <Button size="xs" variant="light" color="red" onClick={() => (asking ? void remove() : setAsking(true))}>
        {t("remove")}
      </Button>
      {asking && (
        <Button size="xs" variant="subtle" color="gray" onClick={() => setAsking(false)}>
          {t("leave")}
        </Button>
      )}
    </Group>
  );
}
