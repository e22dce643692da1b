/**
 * D1, the truth: tables and their constraints. Money is integer minor units, times are epoch milliseconds, a NULL
 * limit is unlimited and a NULL stock untracked.
 * Changed in two steps (add, deploy, later remove), because the Workers are deployed one after the other.
 */
export * from "./catalogue.ts";
export * from "./connect.ts";
export * from "./customers.ts";
export * from "./orders.ts";
export * from "./platforms.ts";
export * from "./projects.ts";
export * from "./sign-in.ts";
export * from "./usage.ts";
export * from "./work.ts";
