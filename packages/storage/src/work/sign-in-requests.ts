/** Sign-ins that wait for a yes, which makes each a code: taken by deleting it, so only once. */
import type { IssuedCode, PendingName, PendingSignIn, SignInStore } from "@dream-api/domain";
import { and, eq, gt } from "drizzle-orm";
import { type Database, discreet } from "../d1/database.ts";
import { expectOneRow, passesGuards } from "../d1/guard.ts";
import { signInCodes, signInRequests } from "../d1/schema/index.ts";
import { readScopes, scopeOfRow, writeScopes } from "./sign-in-rows.ts";

type Requests = Pick<SignInStore, "keepRequest" | "findRequest" | "endRequest" | "issueCode">;

export function signInRequestStore(database: Database): Requests {
  const isNamed = ({ requestHash, browserHash }: PendingName, at: number) =>
    and(
      eq(signInRequests.requestHash, requestHash),
      eq(signInRequests.browserHash, browserHash),
      gt(signInRequests.expiresAt, at),
    );

  const deleteRequest = (name: PendingName, at: number) => database.delete(signInRequests).where(isNamed(name, at));

  return discreet({
    async keepRequest(name: PendingName, { scope, clientId, scopes, ...request }: PendingSignIn) {
      const { projectId, mode } = scope;
      await database
        .insert(signInRequests)
        .values({ ...name, projectId, mode, publishableKey: clientId, scopes: writeScopes(scopes), ...request });
    },

    async findRequest(name: PendingName, at: number): Promise<PendingSignIn | null> {
      const [row] = await database.select().from(signInRequests).where(isNamed(name, at));
      if (!row) return null;
      const { redirectUri, codeChallenge, state, nonce, prompt, screen, createdAt, expiresAt } = row;
      return {
        scope: scopeOfRow(row),
        clientId: row.publishableKey,
        scopes: readScopes(row.scopes),
        ...{ redirectUri, codeChallenge, state, nonce, prompt, screen, createdAt, expiresAt },
      };
    },

    async endRequest(name: PendingName, at: number): Promise<boolean> {
      const ended = await deleteRequest(name, at).returning({ requestHash: signInRequests.requestHash });
      return ended.length === 1;
    },

    issueCode(name: PendingName, codeHash: string, { scope, clientId, scopes, ...code }: IssuedCode, at: number) {
      const { projectId, mode } = scope;
      return passesGuards(database, [
        deleteRequest(name, at),
        expectOneRow(database),
        database
          .insert(signInCodes)
          .values({ codeHash, projectId, mode, publishableKey: clientId, scopes: writeScopes(scopes), ...code }),
      ]);
    },
  } satisfies Requests);
}
