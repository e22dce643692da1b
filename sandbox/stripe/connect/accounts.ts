/**
 * Accounts and who may act on them: the platform, the accounts connected to it (by mode), their keys and the codes
 * of an authorization under way.
 */
import type { DatabaseSync } from "node:sqlite";
import { onRollback } from "../store/database.ts";
import type { NewId } from "../store/new-id.ts";

export interface AccountRow {
  id: string;
  name: string;
  email: string;
  created: number;
  country: string;
}

interface Connection {
  account: string;
  livemode: boolean;
  scope: "read_only" | "read_write";
  /** The code that made it: replaying that code revokes it. */
  code: string;
}

interface AuthorizationCode {
  code: string;
  account: string;
  livemode: boolean;
  scope: "read_only" | "read_write";
  /** Real seconds. */
  expiresAt: number;
  isUsed: boolean;
}

export interface PlatformKeys {
  account: string;
  secretKey: Record<"test" | "live", string>;
  publishableKey: Record<"test" | "live", string>;
  clientId: Record<"test" | "live", string>;
  redirectUris: string[];
}

interface Register {
  accounts: AccountRow[];
  connections: Connection[];
  codes: AuthorizationCode[];
  /** Keys of connected accounts, as the token endpoint gave them out. */
  tokens: { key: string; account: string; livemode: boolean }[];
}

const settingName = "accounts";

export class Accounts {
  readonly platform: PlatformKeys;
  readonly #database: DatabaseSync;
  #register: Register;

  constructor(database: DatabaseSync, platform: PlatformKeys) {
    this.#database = database;
    this.platform = platform;
    this.#register = this.#load();
    onRollback(database, () => this.reload());
  }

  reload(): void {
    this.#register = this.#load();
  }

  /** Whose secret or publishable key it is. */
  ownerOfKey(key: string): { account: string; livemode: boolean; isSecret: boolean } | undefined {
    const { account, secretKey, publishableKey } = this.platform;
    for (const mode of ["test", "live"] as const) {
      const livemode = mode === "live";
      if (key === secretKey[mode]) return { account, livemode, isSecret: true };
      if (key === publishableKey[mode]) return { account, livemode, isSecret: false };
    }
    const token = this.#register.tokens.find((one) => one.key === key);
    return token && { account: token.account, livemode: token.livemode, isSecret: true };
  }

  find(id: string): AccountRow | undefined {
    return this.#register.accounts.find((account) => account.id === id);
  }

  all(): readonly AccountRow[] {
    return this.#register.accounts;
  }

  /** A live connection also lets the platform make test calls. */
  isConnected(account: string, livemode: boolean): boolean {
    return this.connections(account).some((one) => one.livemode || one.livemode === livemode);
  }

  connections(account?: string): readonly Connection[] {
    return this.#register.connections.filter((one) => account === undefined || one.account === account);
  }

  create(newId: NewId, created: number, wanted: Partial<AccountRow> = {}): AccountRow {
    const id = wanted.id ?? newId("acct", 16);
    const account = {
      name: "Connected account",
      country: "US",
      ...wanted,
      id,
      email: wanted.email ?? `${id}@example.com`,
      created,
    };
    this.#register.accounts.push(account);
    this.#save();
    return account;
  }

  connect(connection: Connection): void {
    const { account, livemode } = connection;
    this.#register.connections = this.#register.connections.filter(
      (one) => one.account !== account || one.livemode !== livemode,
    );
    this.#register.connections.push(connection);
    this.#save();
  }

  /** @returns whether there was such a connection */
  disconnect(account: string, livemode: boolean): boolean {
    const { connections } = this.#register;
    this.#register.connections = connections.filter((one) => one.account !== account || one.livemode !== livemode);
    this.#register.tokens = this.#register.tokens.filter((one) => one.account !== account || one.livemode !== livemode);
    this.#save();
    return this.#register.connections.length < connections.length;
  }

  addCode(code: AuthorizationCode): void {
    this.#register.codes.push(code);
    this.#save();
  }

  findCode(code: string): AuthorizationCode | undefined {
    return this.#register.codes.find((one) => one.code === code);
  }

  useCode(code: AuthorizationCode): void {
    code.isUsed = true;
    this.#save();
  }

  addToken(key: string, account: string, livemode: boolean): void {
    this.#register.tokens.push({ key, account, livemode });
    this.#save();
  }

  #load(): Register {
    const row = this.#database.prepare("SELECT json FROM settings WHERE name = ?").get(settingName);
    if (row) return JSON.parse(String(row.json)) as Register;
    const platform = {
      id: this.platform.account,
      name: "Sandbox platform",
      email: "platform@example.com",
      created: 0,
      country: "US",
    };
    return { accounts: [platform], connections: [], codes: [], tokens: [] };
  }

  #save(): void {
    this.#database
      .prepare("INSERT INTO settings (name, json) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET json = excluded.json")
      .run(settingName, JSON.stringify(this.#register));
  }
}
