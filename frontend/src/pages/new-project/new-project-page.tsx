/** A project from nothing: its name, its kind, what it sells, with what customers will see beside it. */

import { useNavigate } from "@tanstack/react-router";
import { ArrowRight } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import { useProjectsContext } from "../../app/project-context.ts";
import type { Issues } from "../../catalogue/drafts.ts";
import { issuesOf } from "../../catalogue/issues-of.ts";
import { PricingPreview } from "../../catalogue/pricing-preview.tsx";
import { StorePreview } from "../../catalogue/store-preview.tsx";
import { rememberSecret } from "../../keys/fresh-secret.ts";
import { useCreateProject } from "../../queries/projects.ts";
import { Button } from "../../ui/button.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Field, Input, Select } from "../../ui/field.tsx";
import { Page } from "../../ui/page.tsx";
import { CatalogueDraft } from "./catalogue-draft.tsx";
import { currencies } from "./currencies.ts";
import { checkDraft, useProjectDraft } from "./project-draft.ts";
import { TypeCards } from "./type-cards.tsx";

export function NewProjectPage() {
  const isFirst = useProjectsContext().all.length === 0;
  const { draft, change, forget } = useProjectDraft();
  const [issues, setIssues] = useState<Issues>({});
  const create = useCreateProject(({ project, keys }) => {
    forget();
    rememberSecret(project.id, "test", keys);
  });
  const navigate = useNavigate();
  const form = useRef<HTMLFormElement>(null);

  function submit(event: FormEvent) {
    event.preventDefault();
    const checked = checkDraft(draft);
    setIssues("issues" in checked ? checked.issues : {});
    if ("issues" in checked) {
      // The first field that is wrong, once it is marked.
      setTimeout(() => form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
      return;
    }
    create.mutateAsync({ body: checked.catalogue }).then(
      // The first project's setup takes this page's place by itself.
      ({ project }) => (isFirst ? undefined : navigate({ to: "/setup", search: { project: project.id } })),
      (error: unknown) => setIssues(issuesOf(error)),
    );
  }

  const isStore = draft.type === "store";
  return (
    <Page
      title={isFirst ? "Make your first project" : "New project"}
      description="It begins in test mode: nothing is charged, and everything but its kind can be changed later. Stripe comes when you want to sell."
    >
      <form
        ref={form}
        onSubmit={submit}
        noValidate
        className="grid items-start gap-8 xl:grid-cols-[minmax(0,1fr)_22rem]"
      >
        <div className="grid gap-7">
          <div className="grid gap-4 sm:grid-cols-[1fr_14rem]">
            <Field label="Name of the project" error={issues.name}>
              <Input
                value={draft.name}
                placeholder="My app"
                autoComplete="off"
                onChange={({ target }) => change({ name: target.value })}
              />
            </Field>
            <Field label="Currency" error={issues.currency}>
              <Select value={draft.currency} onChange={({ target }) => change({ currency: target.value })}>
                {currencies.map(({ code, label }) => (
                  <option key={code} value={code}>
                    {label}
                  </option>
                ))}
              </Select>
            </Field>
          </div>
          <TypeCards value={draft.type} error={issues.projectType} onChange={(type) => change({ type })} />
          {draft.type && <CatalogueDraft draft={draft} issues={issues} onChange={change} />}
          {create.error && Object.keys(issues).length === 0 && <ErrorNote error={create.error} />}
          {draft.type && (
            <Button
              type="submit"
              size="large"
              variant="accent"
              className="justify-self-start"
              isBusy={create.isPending}
            >
              Make the project and its keys <ArrowRight aria-hidden />
            </Button>
          )}
        </div>
        {draft.type && (
          <aside aria-label="Preview" className="xl:sticky xl:top-8">
            <p className="mb-3 font-medium text-[13px]">What your customers see</p>
            <div className="rounded-2xl border border-dashed bg-sunken p-4">
              {isStore ? (
                <StorePreview products={draft.products} currency={draft.currency} />
              ) : (
                <PricingPreview tiers={draft.tiers} currency={draft.currency} />
              )}
            </div>
          </aside>
        )}
      </form>
    </Page>
  );
}
