import { dispatch } from "@/server/dispatch.ts";
import { traced } from "@/server/traced.ts";

type Params = { params: Promise<{ path: string[] }> };
const handle = traced(async (request, { params }: Params) => dispatch(request, (await params).path));

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT };
