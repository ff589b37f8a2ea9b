import { imageResponse } from "@/server/image.ts";

type Params = { params: Promise<{ id: string }> };
export const GET = async (request: Request, { params }: Params) => imageResponse(request, (await params).id, false);
