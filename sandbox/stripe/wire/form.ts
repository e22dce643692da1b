/** Bracket notation, as forms and query strings carry it: `items[0][price]=x&expand[]=y`. */
import { invalid } from "./refusal.ts";

/** Everything is a string until a schema says otherwise; lists are objects with number keys. */
export type FormValue = string | FormObject;
export interface FormObject {
  [key: string]: FormValue;
}

export function parseForm(text: string): FormObject {
  const form: FormObject = Object.create(null);
  for (const [name, value] of new URLSearchParams(text)) place(form, keysOf(name), value, name);
  return form;
}

function keysOf(name: string): string[] {
  const open = name.indexOf("[");
  if (open <= 0) return [name];
  const inner = name.slice(open);
  if (!/^(\[[^[\]]*\])+$/.test(inner)) throw invalid(`Invalid parameter name: ${name}`, name);
  return [name.slice(0, open), ...inner.slice(1, -1).split("][")];
}

function place(form: FormObject, keys: string[], value: string, name: string): void {
  let target = form;
  for (const [index, key] of keys.entries()) {
    const slot = key === "" ? String(Object.keys(target).length) : key;
    if (index === keys.length - 1) {
      target[slot] = value;
      return;
    }
    const next = target[slot] ?? Object.create(null);
    if (typeof next === "string") throw invalid(`Invalid parameter: ${name} is both a value and an object`, name);
    target[slot] = next;
    target = next;
  }
}
