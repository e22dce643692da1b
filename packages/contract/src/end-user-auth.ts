/** Every endpoint of end-user-auth. What is not in this list is not reachable, but for the proxy to Clerk. */
import * as z from "zod";
import { type Endpoint, endpoint } from "./endpoint.ts";
import {
  authorize,
  exchangeToken,
  readAuthorizationServer,
  readOpenidConfiguration,
  readSigningKeys,
  readUserinfo,
  readUserinfoByPost,
  revokeToken,
  signOut,
} from "./sign-in.ts";
import { leaveProject, listMemberships, readAccountPage, signOutEverywhere } from "./sign-in-account.ts";
import { approveSignIn, denySignIn, readSignInRequest, readSignOut } from "./sign-in-pages.ts";
import { readHealth } from "./system.ts";

const page = {
  method: "GET",
  who: ["-"] as ["-"],
  tag: "Sign-in pages",
  replyMediaType: "text/html",
  errors: [],
} as const;

/** Clerk's components add a step to the path of the page that they stand on. */
const stepParams = z.strictObject({ step: z.string().max(64) });

/** One document for all: it looks at the path. */
export const signInPages = [
  endpoint({ ...page, operationId: "showSignIn", path: "/sign-in", summary: "Sign in" }),
  endpoint({
    ...page,
    operationId: "showSignInStep",
    path: "/sign-in/:step",
    summary: "A step of it",
    params: stepParams,
  }),
  endpoint({ ...page, operationId: "showSignUp", path: "/sign-up", summary: "Sign up" }),
  endpoint({
    ...page,
    operationId: "showSignUpStep",
    path: "/sign-up/:step",
    summary: "A step of it",
    params: stepParams,
  }),
  endpoint({ ...page, operationId: "showConsent", path: "/consent", summary: "Say yes to an app" }),
  endpoint({ ...page, operationId: "showAccount", path: "/account", summary: "A person's account" }),
  endpoint({
    ...page,
    operationId: "showAccountStep",
    path: "/account/:step",
    summary: "A part of it",
    params: stepParams,
  }),
  endpoint({ ...page, operationId: "showSignOut", path: "/sign-out", summary: "Sign out" }),
] as const;

export const readPageFile = endpoint({
  operationId: "readPageFile",
  method: "GET",
  path: "/assets/:file",
  who: ["-"],
  tag: "Sign-in pages",
  summary: "The scripts and styles of the pages",
  params: z.strictObject({ file: z.string().max(128) }),
  replyMediaType: "*/*",
  errors: ["not_found"],
});

/** What apps call and send browsers to: the part of this Worker that the reference describes. */
export const hostedSignInEndpoints: readonly Endpoint[] = [
  authorize,
  exchangeToken,
  revokeToken,
  readUserinfo,
  readUserinfoByPost,
  readSigningKeys,
  readAuthorizationServer,
  readOpenidConfiguration,
  signOut,
];

export const endUserAuthEndpoints: readonly Endpoint[] = [
  ...hostedSignInEndpoints,
  readSignInRequest,
  approveSignIn,
  denySignIn,
  readSignOut,
  readAccountPage,
  listMemberships,
  leaveProject,
  signOutEverywhere,
  ...signInPages,
  readPageFile,
  readHealth,
];
