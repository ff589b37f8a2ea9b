import { Alert, Center, Paper, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Mark } from "@/components/mark.tsx";
import classes from "./entry.module.css";

/** The one card of a page on which somebody comes in. */
export function EntryCard(props: { title: string; intro?: ReactNode; problem?: string | null; children?: ReactNode; foot?: ReactNode }) {
  return (
    <Center className={classes.page}>
      <div className={classes.column}>
        <Center mb="lg">
          <Mark size={56} />
        </Center>
        <Paper withBorder p={{ base: "lg", sm: "xl" }} radius="md" className={classes.card}>
          <Stack gap="md">
            <div>
              <Title order={1} size="h3">
                {props.title}
              </Title>
              {props.intro !== undefined && (
                <Text size="sm" c="dimmed" mt={6}>
                  {props.intro}
                </Text>
              )}
            </div>
            {props.problem != null && (
              <Alert color="red" variant="light" role="alert" p="sm">
                {props.problem}
              </Alert>
            )}
            {props.children}
          </Stack>
        </Paper>
        {props.foot !== undefined && (
          <Text size="sm" c="dimmed" ta="center" mt="md">
            {props.foot}
          </Text>
        )}
      </div>
    </Center>
  );
}
