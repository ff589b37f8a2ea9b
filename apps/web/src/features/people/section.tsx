import { Group, Paper, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./people.module.css";

/** One matter of a page: its name, what it is, what can be done. */
export function Section(props: { title: string; about?: string; action?: ReactNode; children: ReactNode }) {
  return (
    <Paper withBorder p={{ base: "md", sm: "lg" }} radius="md" component="section">
      <Stack gap="md">
        <Group justify="space-between" align="start" wrap="nowrap">
          <div>
            <Title order={2} size="h4">
              {props.title}
            </Title>
            {props.about !== undefined && (
              <Text size="sm" c="dimmed" mt={2}>
                {props.about}
              </Text>
            )}
          </div>
          {props.action && <div className={classes.action}>{props.action}</div>}
        </Group>
        {props.children}
      </Stack>
    </Paper>
  );
}

/** A list in a frame; `empty`: what is said where nobody is on it. */
export const Lines = ({ empty, children }: { empty: string; children: readonly ReactNode[] }) => (
  <Paper withBorder px={{ base: "md", sm: "lg" }} py="xs" radius="md">
    {children.length === 0 ? (
      <Text size="sm" c="dimmed" py="xs">
        {empty}
      </Text>
    ) : (
      children
    )}
  </Paper>
);
