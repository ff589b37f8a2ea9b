import { type Refusal, refusalCodes } from "@nauplius/domain";

/** A refusal as RFC 9457 problem details. */
export function problem(refusal: Refusal): Response {
  const { status } = refusalCodes[refusal.code];
  const body = {
    type: `urn:nauplius:refusal:${refusal.code}`,
    title: refusal.message,
    status,
    code: refusal.code,
    faults: refusal.faults,
    details: refusal.details,
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/problem+json", "cache-control": "no-store" },
  });
}
