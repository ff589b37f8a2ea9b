import { Center, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

/** A page that says one thing, and what can be done. */
export function Notice({ title, text, children }: { title: string; text?: string; children?: ReactNode }) {
  return (
    <Center mih="60vh" p="lg">
      <Stack align="center" gap="sm" maw="36rem">
        <Title order={1} size="h3" ta="center">
          {title}
        </Title>
        {text !== undefined && (
          <Text c="dimmed" ta="center">
            {text}
          </Text>
        )}
        {children}
      </Stack>
    </Center>
  );
}
