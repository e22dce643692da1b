/** In live mode, for a project that only exists in test. */
import { Link } from "@tanstack/react-router";
import { Rocket } from "lucide-react";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { usePageTitle } from "../../ui/page.tsx";
import { useProject } from "../project-context.ts";

export function NotLiveYet() {
  const { project } = useProject();
  usePageTitle("Not live yet");
  return (
    <Card>
      <EmptyState
        isPage
        icon={Rocket}
        title={`${project.name} is not live yet`}
        action={
          <div className="flex flex-wrap justify-center gap-2">
            <Button asChild>
              <Link to="/go-live">See what going live does</Link>
            </Button>
            <Button asChild variant="outline">
              <Link to="." search={(search: object) => ({ ...search, mode: "test" }) as never}>
                Back to test
              </Link>
            </Button>
          </div>
        }
      >
        Everything begins in test. Going live puts what you sell there into live, with keys of its own, and leaves test
        as it is.
      </EmptyState>
    </Card>
  );
}
