/** Which of a project's Meters a user belongs to. Constants: changing them would split a user's count in two. */
import type { Mode } from "@dream-api/contract";

export const shardsOf: Record<Mode, number> = { test: 1, live: 8 };

/** FNV-1a over UTF-16 code units: spreads ids evenly and needs no I/O. */
export function shardOf(userId: string, mode: Mode): number {
  const shards = shardsOf[mode];
  if (shards === 1) return 0;
  let hash = 0x811c9dc5;
  for (let index = 0; index < userId.length; index++) {
    hash = Math.imul(hash ^ userId.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0) % shards;
}
