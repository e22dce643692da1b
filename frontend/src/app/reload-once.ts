/** A page that was opened before a deployment asks for files that are gone: the new ones come with a reload. */
const lastReload = "dream.reloaded-at";
const pauseMs = 30_000;

export function reloadOnce(): void {
  const before = Number(sessionStorage.getItem(lastReload) ?? 0);
  // Files that are still missing after a reload are another fault, which the page then shows.
  if (performance.timeOrigin + performance.now() - before < pauseMs) return;
  sessionStorage.setItem(lastReload, String(performance.timeOrigin + performance.now()));
  location.reload();
}
