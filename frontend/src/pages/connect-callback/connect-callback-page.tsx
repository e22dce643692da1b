/** Where Stripe sends the browser back: finishes what was begun, once, and goes on where it was begun. */
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { isApiError } from "../../api/api-error.ts";
import { keep, readKept } from "../../kept.ts";
import { useFinishConnection } from "../../queries/going-live.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Page } from "../../ui/page.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { toast } from "../../ui/toast.ts";

export function ConnectCallbackPage() {
  const { state, code, error } = useSearch({ from: "/shell/connect/callback" });
  const finish = useFinishConnection();
  const navigate = useNavigate();
  const hasBegun = useRef(false);
  const goBack = () => {
    const begunAt = readKept("connecting") ?? "/setup";
    keep("connecting", null);
    return navigate({ href: begunAt, replace: true });
  };

  useEffect(() => {
    // A code is taken once: not again when React draws twice.
    if (hasBegun.current || !state || (!code && !error)) return;
    hasBegun.current = true;
    finish.mutate(
      { body: code ? { state, code } : { state, error }, idempotencyKey: `connect ${state}` },
      {
        onSuccess: ({ mode }) => {
          toast.success(`Stripe is connected in ${mode} mode`);
          void goBack();
        },
      },
    );
  });

  const isDenied = isApiError(finish.error, "authorization_denied");
  return (
    <Page isNarrow title="Connecting Stripe">
      {!state && (
        <Callout tone="warning" title="There is nothing to finish here">
          This is where Stripe comes back to. Begin at “Set up” or “Settings”.
        </Callout>
      )}
      {isDenied && (
        <Callout title="Stripe was not connected">
          You said no at Stripe, and nothing was changed. You can connect it at any time.
        </Callout>
      )}
      {finish.error && !isDenied && <ErrorNote error={finish.error} />}
      {state && !finish.error && (
        <div aria-busy="true" className="grid gap-3">
          <p role="status" className="text-muted">
            Asking Stripe which account it is…
          </p>
          <Skeleton className="h-24" />
        </div>
      )}
      {(!state || finish.error) && (
        <Button className="justify-self-start" onClick={() => void goBack()}>
          Back to where you were
        </Button>
      )}
    </Page>
  );
}
