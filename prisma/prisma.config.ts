/** A plain object: this file is read before anything is installed next to it, so it imports nothing. */
export default {
  schema: "schema.prisma",
  migrations: { path: "migrations" },
  datasource: { url: process.env.DATABASE_URL ?? "postgresql://localhost/nauplius" },
};
