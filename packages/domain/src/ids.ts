/** Our own ids: the kind in the prefix, 95 random bits behind it. */
import { type RandomBytes, randomBase62 } from "./random.ts";

export const idPrefixes = {
  platform: "plt_",
  project: "prj_",
  user: "usr_",
  checkout: "chk_",
  erasedUser: "ers_",
  order: "ord_",
  request: "req_",
  /** A sign-in with all its tokens. */
  family: "fam_",
  token: "tok_",
} as const;

/** Digits behind the prefix. A project's id is part of its keys, so its length is fixed for ever. */
export const idDigits = 16;

declare const projectIdBrand: unique symbol;
export type ProjectId = string & { readonly [projectIdBrand]: true };

export function newId(kind: keyof typeof idPrefixes, bytes?: RandomBytes): string {
  return idPrefixes[kind] + randomBase62(idDigits, bytes);
}

export function newProjectId(bytes?: RandomBytes): ProjectId {
  return newId("project", bytes) as ProjectId;
}

const projectIdPattern = /^prj_[0-9A-Za-z]{16}$/;

export function parseProjectId(text: string): ProjectId | null {
  return projectIdPattern.test(text) ? (text as ProjectId) : null;
}

/** Whether this is an id that hosted sign-in gave, which no developer may make up. */
export function isOurUserId(userId: string): boolean {
  return userId.startsWith(idPrefixes.user);
}

/** Whether this stands in the books for somebody who was erased: nothing personal may be written to such a row again. */
export function isErasedUserId(userId: string): boolean {
  return userId.startsWith(idPrefixes.erasedUser);
}
