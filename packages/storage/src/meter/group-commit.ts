/**
 * Adaptive group commit: while one commit is being made durable, the calls that arrive queue and share the next. No
 * call waits longer than it would alone, and a busy Meter makes one commit of many calls.
 */

export interface GroupCommitPort<Item, Result> {
  /**
   * Decides the items in order and commits their changes at once, without waiting for anything in between.
   * `changed` tells whether there is something to make durable. A throw must leave nothing behind.
   */
  commit(items: readonly Item[]): { results: Result[]; changed: boolean };
  /** Resolves when all that was committed is durable. */
  sync(): Promise<void>;
  /** Called when durability failed: what memory holds can't be trusted any more. */
  onFailure(cause: unknown): void;
}

/** The commit of a call could not be made durable. */
export class CommitFailed extends Error {
  constructor(cause: unknown) {
    super("The commit could not be made durable", { cause });
    this.name = "CommitFailed";
  }
}

interface Waiting<Item, Result> {
  readonly item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/** @returns submits one item; rejects with what its own decision threw, or with {@link CommitFailed} */
export function createGroupCommit<Item, Result>(port: GroupCommitPort<Item, Result>): (item: Item) => Promise<Result> {
  let queue: Waiting<Item, Result>[] = [];
  let isRunning = false;

  async function run(): Promise<void> {
    isRunning = true;
    while (queue.length > 0) {
      const group = queue;
      queue = [];
      await commitGroup(group);
    }
    isRunning = false;
  }

  async function commitGroup(group: readonly Waiting<Item, Result>[]): Promise<void> {
    const { answers, changed } = decide(group);
    try {
      if (changed) await port.sync();
    } catch (cause) {
      drain([...group, ...queue], cause);
      return;
    }
    for (const answer of answers) answer();
  }

  /** Everybody at once; if one throws, everybody alone, so that only that one fails. */
  function decide(group: readonly Waiting<Item, Result>[]): { answers: (() => void)[]; changed: boolean } {
    try {
      const { results, changed } = port.commit(group.map(({ item }) => item));
      return {
        answers: group.map(
          ({ resolve }, index) =>
            () =>
              resolve(results[index] as Result),
        ),
        changed,
      };
    } catch (error) {
      const [only, second] = group;
      if (only && !second) return { answers: [() => only.reject(error)], changed: false };
      const alone = group.map((waiting) => decide([waiting]));
      return { answers: alone.flatMap(({ answers }) => answers), changed: alone.some(({ changed }) => changed) };
    }
  }

  function drain(waiting: readonly Waiting<Item, Result>[], cause: unknown): void {
    queue = [];
    for (const { reject } of waiting) reject(new CommitFailed(cause));
    port.onFailure(cause);
  }

  return (item) =>
    new Promise((resolve, reject) => {
      queue.push({ item, resolve, reject });
      if (!isRunning) void run();
    });
}
