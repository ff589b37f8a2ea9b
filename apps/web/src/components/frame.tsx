"use client";
import {
  ActionIcon,
  AppShell,
  Burger,
  Button,
  Group,
  Menu,
  NavLink,
  Text,
  useComputedColorScheme,
  useMantineColorScheme,
} from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import {
  IconBinaryTree2,
  IconBrain,
  IconChartHistogram,
  IconFolders,
  IconMoon,
  IconSettings,
  IconSun,
  IconUser,
} from "@tabler/icons-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Viewer } from "@/server/viewer.ts";
import classes from "./frame.module.css";
import { Mark } from "./mark.tsx";
import { Pending } from "./pending.tsx";
import { signOut } from "./sign-out.ts";

function ThemeSwitch() {
  const t = useTranslations("site.theme");
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("light", { getInitialValueInEffect: true });
  const next = scheme === "dark" ? "light" : "dark";
  return (
    <ActionIcon variant="subtle" color="gray" onClick={() => setColorScheme(next)} aria-label={t(next)} title={t(next)}>
      {scheme === "dark" ? <IconSun size={18} /> : <IconMoon size={18} />}
    </ActionIcon>
  );
}

function Account({ viewer }: { viewer: Viewer | null }) {
  const t = useTranslations("site.nav");
  if (viewer === null)
    return (
      <Button component={Link} href="/sign-in" size="xs" variant="light">
        {t("signIn")}
      </Button>
    );
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="xs" variant="subtle" color="gray" leftSection={<IconUser size={16} />}>
          <span className={classes.name}>{viewer.name}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{viewer.email}</Menu.Label>
        <Menu.Item component={Link} href="/account">
          {t("account")}
        </Menu.Item>
        <Menu.Item component={Link} href="/runs">
          {t("runs")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => void signOut()}>{t("signOut")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** The frame of every page: name, places to go, who you are. */
export function Frame({ viewer, children }: { viewer: Viewer | null; children: ReactNode }) {
  const t = useTranslations("site");
  const path = usePathname();
  const [open, { toggle, close }] = useDisclosure(false);
  const isIn = (...roots: string[]) => roots.some((root) => path.startsWith(root));
  const places = [
    {
      href: "/",
      label: t("nav.projects"),
      icon: <IconFolders size={18} />,
      active: path === "/" || isIn("/projects", "/samples", "/acquisitions", "/objects", "/spaces"),
    },
    { href: "/taxonomy", label: t("nav.taxonomy"), icon: <IconBinaryTree2 size={18} />, active: isIn("/taxonomy", "/taxa") },
    { href: "/statistics", label: t("nav.statistics"), icon: <IconChartHistogram size={18} />, active: isIn("/statistics") },
    ...(viewer === null ? [] : [{ href: "/models", label: t("nav.models"), icon: <IconBrain size={18} />, active: isIn("/models") }]),
    ...(viewer?.admin ? [{ href: "/admin", label: t("nav.admin"), icon: <IconSettings size={18} />, active: isIn("/admin") }] : []),
  ];
  return (
    <AppShell header={{ height: 48 }} navbar={{ width: 240, breakpoint: "sm", collapsed: { desktop: true, mobile: !open } }} padding={0}>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="lg" wrap="nowrap">
            <Burger opened={open} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t("nav.menu")} aria-expanded={open} />
            <Text component={Link} href="/" fw={700} className={classes.brand}>
              <Mark size={26} />
              {t("name")}
            </Text>
            <Group component="nav" gap={4} visibleFrom="sm" wrap="nowrap" aria-label={t("nav.label")}>
              {places.map((place) => (
                <Button
                  key={place.href}
                  component={Link}
                  href={place.href}
                  size="xs"
                  variant={place.active ? "light" : "subtle"}
                  color={place.active ? undefined : "gray"}
                  leftSection={place.icon}
                >
                  {place.label}
                  <Pending />
                </Button>
              ))}
            </Group>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <ThemeSwitch />
            <Account viewer={viewer} />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label={t("nav.menu")}>
        {places.map((place) => (
          <NavLink
            key={place.href}
            component={Link}
            href={place.href}
            label={place.label}
            leftSection={place.icon}
            active={place.active}
            onClick={close}
          />
        ))}
      </AppShell.Navbar>
      <AppShell.Main>{children}</AppShell.Main>
    </AppShell>
  );
}
