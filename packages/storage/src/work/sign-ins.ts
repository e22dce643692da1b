/** All that hosted sign-in keeps. */
import type { SignInStore } from "@dream-api/domain";
import type { Database } from "../d1/database.ts";
import { signInFamilyStore } from "./sign-in-families.ts";
import { signInRequestStore } from "./sign-in-requests.ts";

export function signInStore(database: Database): SignInStore {
  return { ...signInRequestStore(database), ...signInFamilyStore(database) };
}
