import { getRequestConfig } from "next-intl/server";
import { messages } from "./en/index.ts";

/** One language today; another is another folder beside `en`. Times are UTC everywhere; days before months, hours to 24, as cruises write them. */
export default getRequestConfig(async () => ({ locale: "en-GB", timeZone: "UTC", messages }));
