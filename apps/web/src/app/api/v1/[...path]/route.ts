import { dispatch } from "@/server/dispatch.ts";

type Params = { params: Promise<{ path: string[] }> };
const handle = async (request: Request, { params }: Params) => dispatch(request, (await params).path);

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT };
