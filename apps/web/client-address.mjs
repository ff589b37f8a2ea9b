import { BlockList, isIP } from "node:net";

/** Addresses of reverse proxies (single ones, or networks as 10.0.0.0/8) from a list with commas. */
export function proxiesFrom(text) {
  const known = new BlockList();
  for (const entry of text.split(",").map((part) => part.trim())) {
    if (entry === "") continue;
    const [address = "", bits] = entry.split("/");
    const family = familyOf(address);
    const length = bits === undefined ? null : Number(bits);
    if (family === null || (length !== null && !(Number.isInteger(length) && length >= 0 && length <= (family === "ipv4" ? 32 : 128))))
      throw new Error(`TRUSTED_PROXIES: ${entry} is no address and no network`);
    if (length === null) known.addAddress(address, family);
    else known.addSubnet(address, length, family);
  }
  return known;
}

/** Whose request it is: the nearest address that is not a proxy of ours. What a stranger writes into X-Forwarded-For counts for nothing.
 *  @param near - the other end of the connection
 *  @param forwarded - X-Forwarded-For as it came: each proxy adds who asked it at the end */
export function clientAddress(near, forwarded, proxies) {
  const chain = [...(forwarded ?? "").split(","), near ?? ""].map(plain).filter((address) => address !== "");
  for (const address of chain.toReversed()) {
    const family = familyOf(address);
    // What is no address ends what can be believed.
    if (family === null) break;
    if (!proxies.check(address, family)) return address;
  }
  return plain(near ?? "");
}

/** IPv4 that came over an IPv6 socket is IPv4. */
const plain = (address) => address.trim().replace(/^::ffff:(?=\d+\.)/i, "");

function familyOf(address) {
  const version = isIP(address);
  return version === 0 ? null : version === 4 ? "ipv4" : "ipv6";
}
