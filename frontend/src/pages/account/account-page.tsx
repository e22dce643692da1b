/** The developer's account: what they pay us, all their projects in one sum, what they should know, who did what. */
import { getRouteApi } from "@tanstack/react-router";
import { useAccount } from "../../queries/account.ts";
import { Badge } from "../../ui/badge.tsx";
import { Page } from "../../ui/page.tsx";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "../../ui/tabs.tsx";
import { AuditLog } from "./audit-log.tsx";
import { Notices } from "./notices.tsx";
import { Plan } from "./plan.tsx";
import { Totals } from "./totals.tsx";
import type { AccountView } from "./views.ts";

const route = getRouteApi("/shell/account");

export function AccountPage() {
  const { view = "plan" } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: me } = useAccount();
  const show = (next: string) =>
    navigate({ search: (search) => ({ ...search, view: next as AccountView }), replace: true });
  return (
    <Page title="Account">
      <Tabs value={view} onValueChange={show} className="grid gap-6">
        <TabsList aria-label="Parts of the account">
          <TabsTrigger value="plan">Plan</TabsTrigger>
          <TabsTrigger value="totals">All projects</TabsTrigger>
          <TabsTrigger value="notices">
            Notices {me && me.notices.length > 0 && <Badge tone="warning">{me.notices.length}</Badge>}
          </TabsTrigger>
          <TabsTrigger value="audit-log">Audit log</TabsTrigger>
        </TabsList>
        <TabsContent value="plan">
          <Plan />
        </TabsContent>
        <TabsContent value="totals">
          <Totals />
        </TabsContent>
        <TabsContent value="notices">
          <Notices />
        </TabsContent>
        <TabsContent value="audit-log">
          <AuditLog />
        </TabsContent>
      </Tabs>
    </Page>
  );
}
