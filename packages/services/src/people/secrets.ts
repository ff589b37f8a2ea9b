import { createHash, randomBytes } from "node:crypto";

/** 256 random bits: so many that a plain hash is as good as a slow one. */
export const newSecret = (prefix = ""): string => `${prefix}${randomBytes(32).toString("base64url")}`;

/** What is kept of a secret. */
export const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("hex");
