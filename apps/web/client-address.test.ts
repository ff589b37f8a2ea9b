import { describe, expect, test } from "vitest";
import { clientAddress, proxiesFrom } from "./client-address.mjs";

const none = proxiesFrom("");
const ours = proxiesFrom("10.1.0.0/16, 192.0.2.7, fd00::/8");

describe("the address of a client", () => {
  test("is the other end of the connection, whatever the client writes about itself", () => {
    expect(clientAddress("203.0.113.9", "198.51.100.1", none)).toBe("203.0.113.9");
    expect(clientAddress("203.0.113.9", "198.51.100.1, 10.1.2.3", ours)).toBe("203.0.113.9");
  });

  test("behind a proxy of ours is what the proxy says last, not what came before it", () => {
    expect(clientAddress("10.1.2.3", "198.51.100.1, 203.0.113.9", ours)).toBe("203.0.113.9");
    expect(clientAddress("fd00::1", "203.0.113.9, 192.0.2.7", ours)).toBe("203.0.113.9");
  });

  test("is the proxy's own when it says nothing, or nonsense", () => {
    expect(clientAddress("10.1.2.3", undefined, ours)).toBe("10.1.2.3");
    expect(clientAddress("10.1.2.3", "unknown", ours)).toBe("10.1.2.3");
    expect(clientAddress("10.1.2.3", "203.0.113.9, unknown", ours)).toBe("10.1.2.3");
  });

  test("of IPv4 is the same over an IPv6 socket", () => {
    expect(clientAddress("::ffff:203.0.113.9", undefined, none)).toBe("203.0.113.9");
    expect(clientAddress("::ffff:10.1.2.3", "::ffff:203.0.113.9", ours)).toBe("203.0.113.9");
  });
});

test.each(["example.org", "10.0.0.0/33", "10.0.0.0/x", "fd00::/129"])("%s is refused as a proxy", (text) => {
  expect(() => proxiesFrom(text)).toThrow(`TRUSTED_PROXIES: ${text} is no address and no network`);
});
