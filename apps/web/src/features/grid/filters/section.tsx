import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./filters.module.css";

/** One part of the filter under its name; marked while it takes objects away. */
export function Section({ title, set, children }: { readonly title: string; readonly set: boolean; readonly children: ReactNode }) {
  return (
    <section>
      <Text size="xs" fw={600} mb={5} className={classes.title} data-set={set || undefined}>
        {title}
      </Text>
      {children}
    </section>
  );
}
