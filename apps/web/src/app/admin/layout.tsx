import { grantFor } from "@nauplius/services";
import type { ReactNode } from "react";
import { AdminTabs } from "@/features/people/admin/admin-tabs.tsx";
import { context } from "@/server/context.ts";
import { shown } from "@/server/shown.ts";

export default async function AdminLayout({ children }: { children: ReactNode }) {
  shown(await grantFor(await context(), "site.admin", undefined));
  return (
    <>
      <AdminTabs />
      {children}
    </>
  );
}
