import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "@/components/theme.css";
import { ColorSchemeScript, MantineProvider, mantineHtmlProps } from "@mantine/core";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import { NextIntlClientProvider } from "next-intl";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Frame } from "@/components/frame.tsx";
import { Providers } from "@/components/providers.tsx";
import { themeWith } from "@/components/theme.ts";
import { viewer } from "@/server/viewer.ts";

export const metadata: Metadata = { title: { default: "Nauplius", template: "%s · Nauplius" }, description: "Plankton images into data" };
export const viewport: Viewport = { width: "device-width", initialScale: 1 };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations("site");
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <html lang="en" {...mantineHtmlProps}>
      <head>
        <ColorSchemeScript nonce={nonce} defaultColorScheme="auto" />
      </head>
      <body>
        <NextIntlClientProvider>
          <MantineProvider theme={themeWith(t("close"))} defaultColorScheme="auto">
            <Providers>
              <Frame viewer={await viewer()}>{children}</Frame>
            </Providers>
          </MantineProvider>
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
