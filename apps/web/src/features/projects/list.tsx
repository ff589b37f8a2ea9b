import { Card, Container, Group, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import type { ProjectSummary } from "@nauplius/services";
import Link from "next/link";
import { useTranslations } from "next-intl";

export function ProjectList({ projects }: { projects: readonly ProjectSummary[]; signedIn: boolean }) {
  const t = useTranslations("projects");
  return (
    <Container size="xl" py="lg">
      <Title order={1} size="h2" mb="md">
        {t("title")}
      </Title>
      {projects.length === 0 && <Text c="dimmed">{t("empty")}</Text>}
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
        {projects.map((p) => (
          <Card key={p.id} component={Link} href={`/projects/${p.id}`} withBorder>
            <Stack gap="xs">
              <Text fw={600}>{p.title}</Text>
              <Group gap="md">
                <Text size="sm" c="dimmed">
                  {t("objects", { count: Object.values(p.counts).reduce((a, b) => a + Number(b), 0) })}
                </Text>
                <Text size="sm" c="dimmed">
                  {t("samples", { count: p.samples })}
                </Text>
              </Group>
            </Stack>
          </Card>
        ))}
      </SimpleGrid>
    </Container>
  );
}
