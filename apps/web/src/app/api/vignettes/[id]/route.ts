import { imageResponse } from "@/server/image.ts";
import { traced } from "@/server/traced.ts";

type Params = { params: Promise<{ id: string }> };
export const GET = traced(async (request, { params }: Params) => imageResponse(request, (await params).id, false));
