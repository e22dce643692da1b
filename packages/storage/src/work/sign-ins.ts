/** All that hosted sign-in keeps. */
import type { SignInStore } from "@dream-api/domain";
import type { Database } from "../d1/database.ts";
import { signInCodeStore } from "./sign-in-codes.ts";
import { signInFamilyStore } from "./sign-in-families.ts";
import { signInRequestStore } from "./sign-in-requests.ts";

export function signInStore(database: Database): SignInStore {
  return { ...signInRequestStore(database), ...signInCodeStore(database), ...signInFamilyStore(database) };
}
