import { Container, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { type Crumb, Crumbs } from "./crumbs.tsx";
import classes from "./page-frame.module.css";

type Props = {
  readonly title: string;
  readonly about?: string | undefined;
  readonly crumbs?: readonly Crumb[];
  readonly action?: ReactNode;
  readonly children: ReactNode;
};

/** A page below the header: its name, what it is for, what can be done. All are as wide, so that nothing jumps from one to the next. */
export const PageFrame = ({ title, about, crumbs = [], action, children }: Props) => (
  <Container size="xl" py="lg">
    <Crumbs crumbs={crumbs} />
    <div className={classes.head}>
      <div className={classes.name}>
        <Title order={1} size="h2">
          {title}
        </Title>
        {about !== undefined && (
          <Text size="sm" c="dimmed" mt={2} maw="72ch">
            {about}
          </Text>
        )}
      </div>
      {action && <div className={classes.action}>{action}</div>}
    </div>
    {children}
  </Container>
);
