/** Can the path of a request be read? Its percent signs may stand for bytes that are no text; Next would answer with a fault of ours.
 *  @param url - as the request line has it: path and query */
export function isReadable(url) {
  try {
    decodeURIComponent(url.split("?", 1)[0]);
    return true;
  } catch {
    return false;
  }
}
