import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin("./src/messages/request.ts");

const config: NextConfig = {
  // Several builds side by side, for developers.
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  poweredByHeader: false,
  reactStrictMode: true,
  transpilePackages: ["domain", "services", "db", "queue", "storage", "imaging", "ml", "ecology", "formats"].map(
    (name) => `@nauplius/${name}`,
  ),
  serverExternalPackages: [
    "pg",
    "bullmq",
    "ioredis",
    "pino",
    "@prisma/client",
    "@prisma/adapter-pg",
    "@aws-sdk/client-s3",
    "pg-copy-streams",
    "better-auth",
  ],
  typescript: { ignoreBuildErrors: true },
  // Nobody uses it, and what it once made of an open project's image it would hand to everybody after the project was closed.
  images: { unoptimized: true },
  experimental: { serverActions: { bodySizeLimit: "1mb" } },
  headers: async () => [
    {
      source: "/:path*",
      headers: [
        { key: "X-Content-Type-Options", value: "nosniff" },
        { key: "X-Frame-Options", value: "DENY" },
        { key: "Referrer-Policy", value: "same-origin" },
        { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
        { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=()" },
      ],
    },
  ],
};

export default withNextIntl(config);
