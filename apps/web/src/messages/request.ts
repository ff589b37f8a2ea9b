import { getRequestConfig } from "next-intl/server";
import { messages } from "./en/index.ts";

/** One language today; another is another folder beside `en`. Times are UTC everywhere. */
export default getRequestConfig(async () => ({ locale: "en", timeZone: "UTC", messages }));
