/** A labelled form field that says at its own place what is wrong with it. */
import { html } from "hono/html";
import type { StripeRefusal } from "../wire/refusal.ts";
import type { Markup } from "./layout.ts";

interface Field {
  label: string;
  name: string;
  value?: string | null | undefined;
  type?: "email" | "number" | "tel" | "text";
  autocomplete?: string;
  inputmode?: "numeric" | "text";
  placeholder?: string;
  isRequired?: boolean;
  isReadOnly?: boolean;
}

/** Which field a refusal is about. */
export interface FieldProblem {
  name: string;
  message: string;
}

export function field(wanted: Field, problem?: FieldProblem): Markup {
  const { label, name, value, type = "text", autocomplete = "off", inputmode = "text", placeholder = "" } = wanted;
  const isWrong = problem?.name === name;
  const id = `problem-${name.replaceAll(/[^\w-]/g, "-")}`;
  return html`<label>${label}
<input type="${type}" name="${name}" value="${value ?? ""}" autocomplete="${autocomplete}" inputmode="${inputmode}" placeholder="${placeholder}" ${wanted.isRequired ? "required" : ""} ${wanted.isReadOnly ? "readonly" : ""} ${isWrong ? html`aria-invalid="true" aria-describedby="${id}"` : ""}></label>
${isWrong ? html`<p class="problem" id="${id}" role="alert">${problem?.message}</p>` : ""}`;
}

interface Choice {
  label: string;
  name: string;
  options: readonly (readonly [value: string, shown: string])[];
  value?: string | undefined;
}

export function choice({ label, name, options, value }: Choice, problem?: FieldProblem): Markup {
  const isWrong = problem?.name === name;
  return html`<label>${label}
<select name="${name}" ${isWrong ? html`aria-invalid="true"` : ""}>${options.map(([option, shown]) => html`<option value="${option}" ${option === value ? "selected" : ""}>${shown}</option>`)}</select></label>
${isWrong ? html`<p class="problem" role="alert">${problem?.message}</p>` : ""}`;
}

/** Where on a page with a card form a refusal belongs: declined cards at the card, the rest at what it names. */
export function problemOf({ message, details }: StripeRefusal): FieldProblem {
  if (details.type !== "card_error") return { name: details.param ?? "", message };
  const place = details.code === "incorrect_cvc" ? "cvc" : details.code === "expired_card" ? "expiry" : "number";
  return { name: place, message };
}
