/** From a new project to its first call and its first sale, in one place. Every step can be left and found again. */
import { Link, Navigate } from "@tanstack/react-router";
import { ArrowRight } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useProject } from "../../app/project-context.ts";
import { ConnectStripe } from "../../connect/connect-stripe.tsx";
import { formatDate } from "../../format/dates.ts";
import { keep, readKept } from "../../kept.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { Page } from "../../ui/page.tsx";
import { CallStep } from "./call-step.tsx";
import { KeysStep } from "./keys-step.tsx";
import { OrderStep } from "./order-step.tsx";
import { type StepId, setupSteps } from "./setup-steps.ts";
import { StepFrame } from "./step-frame.tsx";
import { useFirstSign } from "./use-first-sign.ts";
import { useOpenSteps } from "./use-open-steps.ts";

interface SetupPageProps {
  /** Where the guide stands in the place of another page: how to get to that one. */
  onLeave?: () => void;
}

export function SetupPage({ onLeave }: SetupPageProps) {
  // Everything here happens in test, and must not stand under a banner that says otherwise.
  if (useProject().mode === "live") {
    return <Navigate to="/setup" search={(search: object) => ({ ...search, mode: "test" }) as never} replace />;
  }
  return <Checklist onLeave={onLeave} />;
}

function Checklist({ onLeave }: SetupPageProps) {
  const { project } = useProject();
  const copiedName = `setup.${project.id}.copied` as const;
  const [hasCopied, setCopied] = useState(() => readKept(copiedName) !== null);
  const { live, paidOrder } = useFirstSign();
  const steps = setupSteps({
    project,
    live,
    hasPaidOrder: paidOrder !== undefined,
    hasUsedKey:
      hasCopied || project.modes.test.keys.some(({ secretHints }) => secretHints.some((one) => one.lastUsedAt)),
  });
  const next = steps.find(({ isDone }) => !isDone)?.id ?? null;
  const { isOpen, toggle } = useOpenSteps(next);
  const done = steps.filter(({ isDone }) => isDone).length;

  const contents: Record<StepId, ReactNode> = {
    project: (
      <p className="text-muted">
        <strong className="font-medium text-ink">{project.name}</strong> is a{" "}
        {project.type === "saas" ? "SaaS with tiers" : "store with products"} in {project.currency.toUpperCase()}, made
        on {formatDate(project.createdAt)}. Its kind is fixed; its name you change in the{" "}
        <Link to="/settings" className="text-ink underline underline-offset-2">
          settings
        </Link>
        .
      </p>
    ),
    catalogue: (
      <ToPage to="/api-tier-config" label={project.type === "saas" ? "Edit the tiers" : "Edit the products"}>
        {project.type === "saas"
          ? `${project.modes.test.tiers} on sale. A new limit acts on the next call; a new price is for new subscribers.`
          : `${project.modes.test.products} on sale. Prices, pictures and stock can change at any time.`}
      </ToPage>
    ),
    keys: (
      <KeysStep
        onCopied={() => {
          keep(copiedName, "yes");
          setCopied(true);
        }}
      />
    ),
    call: <CallStep live={live} />,
    order: <OrderStep paidOrder={paidOrder} />,
    stripe: <StripeStep />,
    live: (
      <ToPage to="/go-live" label="See what going live does">
        Live is a copy of what you sell, with keys of its own, shown as a plan before anything is done. Test stays as it
        is.
      </ToPage>
    ),
  };
  return (
    <Page
      isNarrow
      title="Set up"
      description={`${done} of ${steps.length} done. Everything here is in test mode, until you go live.`}
      actions={
        onLeave && (
          <Button variant="outline" onClick={onLeave}>
            Skip to the overview
          </Button>
        )
      }
    >
      <ol className="grid grid-cols-1 gap-3">
        {steps.map((step, index) => (
          <StepFrame
            key={step.id}
            step={step}
            number={index + 1}
            isOpen={isOpen(step.id)}
            onToggle={() => toggle(step.id)}
          >
            {contents[step.id]}
          </StepFrame>
        ))}
      </ol>
    </Page>
  );
}

function StripeStep() {
  const { project } = useProject();
  if (project.modes.test.stripe === "connected") {
    return (
      <Callout tone="good">
        Connected in test mode: what you sell is in your Stripe account, and stays in line with it.
      </Callout>
    );
  }
  return (
    <div className="grid gap-4">
      <p className="text-muted">
        Money goes straight into your own Stripe account; we never hold it. Counting and free tiers work without.
      </p>
      <ConnectStripe mode="test" variant="accent" />
    </div>
  );
}

function ToPage({ to, label, children }: { to: "/api-tier-config" | "/go-live"; label: string; children: ReactNode }) {
  return (
    <div className="grid justify-items-start gap-3">
      <p className="text-muted">{children}</p>
      <Button asChild variant="outline">
        <Link to={to}>
          {label} <ArrowRight aria-hidden />
        </Link>
      </Button>
    </div>
  );
}
