/** Passwords, kept as scrypt hashes. The cost is low: these are accounts of a sandbox. */
import { randomBytes, scryptSync, timingSafeEqual } from "node:crypto";
import { ClerkRefusal } from "../errors/refusal.ts";

const shortest = 8;
const longest = 72;
const hashBytes = 32;
const cost = { N: 1024 };

/** @throws ClerkRefusal when it is too short or too long */
export function hashPassword(password: string, paramName = "password"): string {
  if (password.length < shortest) throw new ClerkRefusal("form_password_length_too_short", { paramName });
  if (password.length > longest) throw new ClerkRefusal("form_password_length_too_long", { paramName });
  const salt = randomBytes(16);
  return `${salt.toString("hex")}.${scryptSync(password, salt, hashBytes, cost).toString("hex")}`;
}

export function isPassword(password: string, hash: string | null): boolean {
  const [salt, expected] = hash?.split(".") ?? [];
  if (!salt || !expected) return false;
  return timingSafeEqual(Buffer.from(expected, "hex"), scryptSync(password, Buffer.from(salt, "hex"), hashBytes, cost));
}
